using Amazon.Runtime;
using Amazon.S3;
using Coffer.LocalAws.Hosting;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>A server in this process, spoken to over its socket.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private LocalServer? server;

    public Uri Endpoint => server!.Endpoint;

    public HttpClient Http { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await LocalServer.StartAsync(new Options { Port = 0 });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server!.DisposeAsync();
    }

    public AmazonS3Client Client(string region = "us-east-1") => ClientOf(Endpoint, region);

    /// <summary>A bucket of its own for one test.</summary>
    public async Task<string> BucketAsync(bool versioned = false)
    {
        var name = $"b-{Guid.NewGuid():N}";
        using var client = Client();
        await client.PutBucketAsync(name, Token);
        if (versioned)
        {
            await client.PutBucketVersioningAsync(
                new() { BucketName = name, VersioningConfig = new() { Status = VersionStatus.Enabled } }, Token);
        }
        return name;
    }

    /// <summary>Sends what no SDK would, signed.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string pathAndQuery, Dictionary<string, string>? headers = null, byte[]? body = null, string? region = null)
    {
        var signer = new ReferenceSigner(region ?? "us-east-1");
        using var request = signer.Sign(Endpoint, method, pathAndQuery, headers ?? [], body ?? []);
        using var response = await Http.SendAsync(request, Token);
        return await Answer.OfAsync(response);
    }

    internal static AmazonS3Client ClientOf(Uri endpoint, string region) => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = region, ForcePathStyle = true, MaxErrorRetry = 0 });
}
