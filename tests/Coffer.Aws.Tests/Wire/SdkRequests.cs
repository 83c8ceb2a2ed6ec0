using System.Net;
using System.Text;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;

namespace Coffer.Aws.Tests.Wire;

/// <summary>The SDK's clients, whose requests are kept and go nowhere.</summary>
internal sealed class SdkRequests : HttpClientFactory, IDisposable
{
    private readonly Kept kept = new();

    /// <summary>A client of S3, as Coffer configures it.</summary>
    public AmazonS3Client S3(AWSCredentials credentials, string region, Uri? endpoint) =>
        new(credentials, Configured(new AmazonS3Config { ForcePathStyle = endpoint is not null }, region, endpoint));

    /// <summary>A client of KMS, as Coffer configures it.</summary>
    public AmazonKeyManagementServiceClient Kms(AWSCredentials credentials, string region, Uri? endpoint) =>
        new(credentials, Configured(new AmazonKeyManagementServiceConfig(), region, endpoint));

    /// <summary>The last request: method, URL, headers in lower case, body.</summary>
    public (string Method, Uri Url, Dictionary<string, string> Headers, string Body) Last => kept.Last;

    public void Dispose() => kept.Dispose();

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(kept, disposeHandler: false);

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private T Configured<T>(T config, string region, Uri? endpoint)
        where T : ClientConfig
    {
        config.IgnoreConfiguredEndpointUrls = true;
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }

        config.HttpClientFactory = this;
        config.MaxErrorRetry = 0;
        config.DisableLogging = true;
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        return config;
    }

    private sealed class Kept : HttpMessageHandler
    {
        public (string Method, Uri Url, Dictionary<string, string> Headers, string Body) Last { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Last = await ReadAsync(request);
            var isList = request.RequestUri!.Query.Contains("list-type=2", StringComparison.Ordinal);
            var body = request.Method == HttpMethod.Post ? "{}" : isList ? "<ListBucketResult/>" : "";
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        }
    }

    /// <summary>A request in the form of <see cref="Last"/>.</summary>
    public static async Task<(string Method, Uri Url, Dictionary<string, string> Headers, string Body)> ReadAsync(
        HttpRequestMessage request)
    {
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
            .ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString());
        return (request.Method.Method, request.RequestUri!, headers, request.Content is { } body ? await body.ReadAsStringAsync() : "");
    }
}
