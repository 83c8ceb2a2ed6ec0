using System.Text;
using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;
using Coffer.Cli.Tests.Processes;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws.Tests.Calls;

/// <summary>A server that answers each kind of call well, or badly where it is told to; and the calls.</summary>
internal sealed class CountedServer : IDisposable
{
    private const string KeyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static readonly KeyName Key = KeyName.Parse(KeyArn, "the test");
    private static readonly KeyUse Use = KeyUse.For(SecretAddress.Parse("staging/api/token"), Binding.Bound);

    private readonly StandIn server;
    private readonly AwsAccess access;
    private readonly AwsConnection connection;
    private int asked;
    private int kmsAttempts;

    /// <param name="answer">Spoils the answer to a request, by its number from 1; null leaves it good.</param>
    /// <param name="bySdk">Whether the SDK asks also where Coffer's own client would.</param>
    public CountedServer(Func<int, StandInAnswer, StandInAnswer?> answer, bool bySdk = false)
    {
        server = new StandIn(request => answer(Interlocked.Increment(ref asked), Good(request)) ?? Good(request));
        Dictionary<string, string> variables = new()
        {
            ["AWS_ENDPOINT_URL"] = server.Url,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
        };
        if (bySdk)
        {
            // A setting that only the SDK knows; it reads its own from the process.
            variables["AWS_USE_DUALSTACK_ENDPOINT"] = "false";
        }

        access = new AwsAccess(variables.GetValueOrDefault) { KmsAttempted = _ => Interlocked.Increment(ref kmsAttempts) };
        connection = AwsConnection.Open(access, null, null);
    }

    /// <summary>How many requests came.</summary>
    public int Requests => server.Requests.Count;

    /// <summary>The requests.</summary>
    public IReadOnlyCollection<StandInRequest> Asked => server.Requests;

    /// <summary>How many the metric of KMS counts.</summary>
    public int KmsAttempts => kmsAttempts;

    /// <summary>Names of calls: a service, and the method of HTTP.</summary>
    public static IReadOnlyList<string> Calls { get; } =
        [
            "s3 GET list", "s3 GET object", "s3 PUT", "s3 DELETE", "kms POST decrypt", "kms POST data key",
            "sts POST", "sso GET",
            "sso_oidc POST", "container GET", "metadata PUT"];

    /// <summary>Makes one call.</summary>
    public async Task CallAsync(string call, CancellationToken cancellation)
    {
        var bucket = connection.Bucket("bucket");
        switch (call)
        {
            case "s3 GET list":
                _ = await bucket.ListAsync("api/", cancellation).ToListAsync(cancellation);
                return;
            case "s3 GET object":
                _ = await bucket.GetAsync("api/k", null, cancellation);
                return;
            case "s3 PUT":
                _ = await bucket.PutAsync("api/k", "content"u8.ToArray(), "\"e\"", cancellation);
                return;
            case "s3 DELETE":
                await bucket.DeleteAsync("api/k", cancellation);
                return;
            case "kms POST decrypt":
                (await connection.Kms.DecryptAsync(Key, new byte[8], Use, cancellation))!.Dispose();
                return;
            case "kms POST data key":
                (await connection.Kms.GenerateDataKeyAsync(Key, Use, cancellation)).Plaintext.Dispose();
                return;
            case "sts POST":
                _ = await new StsClient(new CredentialContext(Variable, "us-east-1", access.Http, TimeProvider.System)).AssumeRoleAsync(
                    new AwsKeys("test", "test", null, null), new RoleToAssume("arn:aws:iam::111122223333:role/r", null, null),
                        cancellation);
                return;
            default:
                await SmallAsync(call.Split(' ')[0], new HttpMethod(call.Split(' ')[1]), cancellation);
                return;
        }
    }

    public void Dispose()
    {
        connection.Dispose();
        access.Dispose();
        server.Dispose();
    }

    private string? Variable(string name) => name == "AWS_ENDPOINT_URL" ? server.Url : null;

    private async Task SmallAsync(string service, HttpMethod method, CancellationToken cancellation)
    {
        var answer = await access.Http.AskAsync(
            () => new HttpRequestMessage(method, $"{server.Url}/small")
            {
                Content = method == HttpMethod.Post ? new ByteArrayContent("Action=X"u8.ToArray()) : null,
            },
            new SmallService(service, service, TimeSpan.FromSeconds(2)) { IsNear = service is "container" or "metadata" },
            cancellation);
        if (answer.Success(service).Length == 0)
        {
            throw new InvalidOperationException("The answer is empty.");
        }
    }

    private static StandInAnswer Good(StandInRequest request)
    {
        StandInAnswer Tagged(int status, string body) => new(status, body)
        {
            Headers = new Dictionary<string, string> { ["ETag"] = "\"9a0364b9e99bb480dd25e1f0284c8555\"" },
        };
        var target = request.Headers.GetValueOrDefault("X-Amz-Target", "");
        var plaintext = Convert.ToBase64String(Encoding.UTF8.GetBytes("value"));
        return (request.Method, request.Path) switch
        {
            ("POST", "/") when target.Length == 0 => new(
                200,
                "<R><AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken>"
                    + "<Expiration>2100-01-01T00:00:00Z</Expiration></R>"),
            (_, "/small") => new(200, "{\"a\":1}"),
            ("GET", var path) when path.Contains("list-type=2", StringComparison.Ordinal) => new(
                200, "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>"),
            ("GET", _) => Tagged(200, "content"),
            ("PUT", _) => Tagged(200, ""),
            ("DELETE", _) => new(204, ""),
            _ when target.EndsWith(".GenerateDataKey", StringComparison.Ordinal) => new(
                200, $"{{\"Plaintext\":\"{plaintext}\",\"CiphertextBlob\":\"AQID\",\"KeyId\":\"{KeyArn}\"}}"),
            _ => new(200, $"{{\"Plaintext\":\"{plaintext}\",\"KeyId\":\"{KeyArn}\"}}"),
        };
    }
}
