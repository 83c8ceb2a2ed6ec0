using Amazon.KeyManagementService;
using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Tests.Services.S3;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Faults;

/// <summary>A server that fails as it is told to, with one object in it.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    public const string Path = "/bucket/key";

    private readonly LocalServer server;
    private readonly string folder;

    private FaultyServer(LocalServer server, string folder)
    {
        this.server = server;
        this.folder = folder;
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Uri Endpoint => server.Endpoint;

    /// <summary>1,024 different bytes, as far as a byte goes.</summary>
    public static byte[] Content { get; } = [.. Enumerable.Range(0, 1024).Select(i => (byte)((i * 7) ^ (i >> 8)))];

    public static async Task<FaultyServer> StartAsync(string rules, FaultSettings? others = null, TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("coffer-local-faults-").FullName;
        var file = System.IO.Path.Combine(folder, "faults");
        await File.WriteAllTextAsync(file, rules, Stop);
        var server = await LocalServer.StartAsync(
            new Options
            {
                Port = 0,
                AnyCredentials = true,
                Buckets = ["bucket"],
                Keys = ["alias/secrets"],
                Faults = (others ?? new FaultSettings()) with { File = rules.Length == 0 ? null : file },
            },
            clock);
        return new FaultyServer(server, folder);
    }

    public async Task PutContentAsync()
    {
        using var s3 = S3Server.ClientOf(Endpoint, "us-east-1");
        using var body = new MemoryStream(Content);
        await s3.PutObjectAsync(new() { BucketName = "bucket", Key = "key", InputStream = body }, Stop);
    }

    public Task<RawAnswer> GetAsync() => RawConnection.GetAsync(Endpoint, Path, Stop);

    public AmazonKeyManagementServiceClient Kms(string region = "us-east-1") => Clients.Kms(Endpoint, region);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
