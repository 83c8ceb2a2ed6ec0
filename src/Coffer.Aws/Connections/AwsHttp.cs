using System.Diagnostics.CodeAnalysis;
using System.Net;
using Amazon.Runtime;
using Coffer.Aws.Calls;
using Coffer.Aws.Tls;
using Coffer.Core.Configuration;

namespace Coffer.Aws.Connections;

/// <summary>
/// The ways out of the process, shared by all clients and sources of credentials: one for AWS, and one for the services
/// of this host, which no proxy stands before. Nothing is opened until it is used.
/// </summary>
internal sealed class AwsHttp : HttpClientFactory, IDisposable
{
    private const int MaxConnections = 64;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LocalConnectTimeout = TimeSpan.FromSeconds(1);

    private readonly Lazy<HttpMessageHandler> way;
    private readonly Lazy<HttpClient> aws;
    private readonly Lazy<HttpClient> local;

    private readonly Lazy<ProxySettings> proxies;
    private readonly ServerTrust trust;
    private readonly Func<CallReason?>? reason;
    private readonly AwsCalls small = new(null);

    /// <summary>Makes both; nothing is opened yet.</summary>
    /// <param name="variable">The environment's variables: some of them name certificates to trust, and proxies.</param>
    /// <param name="reason">Why AWS is called, asked at the first call; null for no reason.</param>
    public AwsHttp(Func<string, string?> variable, Func<CallReason?>? reason = null)
    {
        this.reason = reason;
        trust = new ServerTrust(variable);
        proxies = new Lazy<ProxySettings>(() => ProxySettings.From(variable));
        Early = new EarlyConnections(new Connector(trust.Options), server => proxies.Value.ProxyOf(server) is not null);
        way = new Lazy<HttpMessageHandler>(() => Way(ConnectTimeout, proxies.Value, Early.ConnectAsync));
        aws = new Lazy<HttpClient>(() => Client(way.Value));
        Invoker = new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(way.Value, disposeHandler: false));
        local = new Lazy<HttpClient>(() => Client(Way(
            LocalConnectTimeout,
            ProxySettings.None,
            static (context, cancellation) => Connector.NamedAsync(context.DnsEndPoint, cancellation))));
    }

    /// <summary>Reads the settings of proxies now, so that a wrong one is no failure of a request.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for a variable that names no proxy.</exception>
    public void RequireProxies() => _ = proxies.Value;

    /// <summary>Connections to AWS that are opened before they are needed.</summary>
    public EarlyConnections Early { get; }

    /// <summary>The way to AWS without the client around it, which has time limits and buffers of its own.</summary>
    public Lazy<HttpMessageInvoker> Invoker { get; }

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => aws.Value;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    /// <summary>Asks one of the small services that give credentials.</summary>
    /// <param name="request">Makes the request, a new one for each attempt.</param>
    /// <param name="service">The service.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public Task<HttpAnswer> AskAsync(Func<HttpRequestMessage> request, SmallService service, CancellationToken cancellation) =>
        HttpAnswer.AskAsync(service.IsNear ? local.Value : aws.Value, small, request, service, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (aws.IsValueCreated)
        {
            aws.Value.Dispose();
        }

        if (way.IsValueCreated)
        {
            way.Value.Dispose();
        }

        if (local.IsValueCreated)
        {
            local.Value.Dispose();
        }

        Early.Dispose();
    }

    // Time limits are those of each attempt.
    private static HttpClient Client(HttpMessageHandler way) => new(way) { Timeout = Timeout.InfiniteTimeSpan };

    [SuppressMessage("Reliability", "CA2000", Justification = "Each handler disposes of the next.")]
    private HttpMessageHandler Way(
        TimeSpan connectTimeout,
        ProxySettings proxy,
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) =>
        Reasoned(new Redirects(new SettingsOfBuckets(
            new LimitedAnswers(new NamedFailures(Handler(connectTimeout, proxy, connect), proxy)))));

    private HttpMessageHandler Reasoned(HttpMessageHandler handler) =>
        reason?.Invoke() is { } why ? new ReasonedRequests(handler, why) : handler;

    /// <summary>The one place that makes a handler.</summary>
    private SocketsHttpHandler Handler(
        TimeSpan connectTimeout,
        ProxySettings proxy,
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = connectTimeout,
        ConnectCallback = connect,
        PlaintextStreamFilter = static (context, _) => ValueTask.FromResult<Stream>(new AnsweredStream(context.PlaintextStream)),
        MaxConnectionsPerServer = MaxConnections,
        MaxResponseHeadersLength = AnswerLimits.HeaderKilobytes,
        Proxy = proxy,
        SslOptions = trust.Options(),
    };
}
