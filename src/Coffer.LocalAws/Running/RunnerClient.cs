using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Running;

/// <summary>
/// Asks a coffer-local as the AWS CLI would, by the usual variables: AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID with its secret and
/// token. Without them it is the root user of the server on the usual port.
/// </summary>
internal sealed class RunnerClient : IDisposable
{
    private const string Target = "AmazonEC2ContainerServiceV20141113.";
    private const string Headers = "host;x-amz-date;x-amz-target";

    private readonly SocketsHttpHandler handler;
    private readonly HttpClient http;
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly string accessKey = Variable("AWS_ACCESS_KEY_ID") ?? "test";
    private readonly string secret = Variable("AWS_SECRET_ACCESS_KEY") ?? "test";
    private readonly string? token = Variable("AWS_SESSION_TOKEN");

    public RunnerClient()
    {
        Endpoint = Uri.TryCreate(Variable("AWS_ENDPOINT_URL") ?? "http://127.0.0.1:4566", UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            ? uri
            : throw new StartupException(ExitCode.Configuration, "AWS_ENDPOINT_URL is no address such as http://127.0.0.1:4566");
        handler = Handler(Endpoint.Scheme == "https" ? Authority : null);
        http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    public Uri Endpoint { get; }

    public string Region { get; } = Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? new Options().Region;

    /// <summary>The file of the certificates that are trusted; null for those of the system.</summary>
    public string? Authority { get; } = Variable("AWS_CA_BUNDLE") ?? Variable("SSL_CERT_FILE");

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    /// <exception cref="StartupException">It was refused, or there is no answer.</exception>
    public Task<JsonObject> AskAsync(string action, JsonObject body)
    {
        var text = body.ToJsonString();
        var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.1");
        Sign(request, Target + action, text);
        return AnswerAsync(request);
    }

    /// <summary>How a task is, as its metadata has it.</summary>
    /// <exception cref="StartupException">There is no answer.</exception>
    public Task<JsonObject> TaskAsync(string id) =>
        AnswerAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Endpoint, $"/v4/{id}/task")));

    /// <summary>What a path has, whatever the answer is.</summary>
    /// <exception cref="StartupException">There is no answer.</exception>
    public Task<(int Status, string Text)> GetAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Endpoint, path)));

    /// <summary>A variable that is set; an empty one is unset, as for the AWS CLI.</summary>
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static SocketsHttpHandler Handler(string? authority) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = { CertificateChainPolicy = authority is null ? null : Trusting(authority) },
    };

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException(ExitCode.Configuration, $"cannot read the certificates in '{file}': {e.Message}", e);
        }

        return policy;
    }

    private async Task<(int Status, string Text)> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request);
                return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                throw NoAnswer(e);
            }
        }
    }

    private async Task<JsonObject> AnswerAsync(HttpRequestMessage request)
    {
        var (status, text) = await SendAsync(request);
        try
        {
            var answer = JsonNode.Parse(text) as JsonObject ?? [];
            return status == 200 ? answer : throw Refused(status, answer);
        }
        catch (JsonException e)
        {
            throw NoAnswer(e);
        }
    }

    private StartupException NoAnswer(Exception e) => new(
        ExitCode.Unavailable,
        $"no coffer-local answers at {Endpoint.GetLeftPart(UriPartial.Authority)} (AWS_ENDPOINT_URL, or the usual port): {e.Message}",
        e);

    private static StartupException Refused(int status, JsonObject answer)
    {
        var code = answer["__type"]?.ToString() ?? status.ToString(CultureInfo.InvariantCulture);
        return new StartupException(
            code switch
            {
                "AccessDeniedException" => ExitCode.Denied,
                "ClientException" or "ClusterNotFoundException" => ExitCode.NotFound,
                _ => ExitCode.Configuration,
            },
            $"{code}: {answer["message"]}");
    }

    private void Sign(HttpRequestMessage request, string target, string body)
    {
        var time = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = new CredentialScope(accessKey, time[..8], Region, "ecs", CredentialScope.Version4);
        var (names, tokenLine) = token is null ? (Headers, string.Empty) : (
            "host;x-amz-date;x-amz-security-token;x-amz-target", $"x-amz-security-token:{token}\n");
        var canonical = $"POST\n/\n\nhost:{Endpoint.Authority}\nx-amz-date:{time}\n{tokenLine}x-amz-target:{target}\n\n{names}\n"
            + SigningKey.Hash(Encoding.UTF8.GetBytes(body));
        var signature = SigningKey.Sign(SigningKey.Derive(secret, scope), SigningKey.StringToSign(time, scope, canonical));
        request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{AuthorizationHeader.Algorithm} Credential={accessKey}/{scope.Text}, SignedHeaders={names}, Signature={signature}");
    }
}
