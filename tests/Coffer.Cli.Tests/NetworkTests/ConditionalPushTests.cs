using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>Each upload of a push says what it replaces, on the wire; so a push beside another one takes nothing away.</summary>
public sealed class ConditionalPushTests : IAsyncLifetime
{
    private const string Changed = "SECRET_07";
    private const string Checksum = "x-amz-checksum-sha256";
    private readonly SealedRepository repository = new();
    private readonly ConcurrentQueue<StandInRequest> uploads = [];

    public ValueTask InitializeAsync() => repository.InitializeAsync();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [NativeFact]
    public async Task Every_upload_names_what_it_replaces_or_that_nothing_is_there()
    {
        using var s3 = repository.Aws.S3();
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = SealedRepository.Bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        }, TestContext.Current.CancellationToken);
        await SealAsync(Changed);
        await SealAsync("NEW");
        var before = (
            await s3.GetObjectMetadataAsync(SealedRepository.Bucket, $"api/{Changed}", TestContext.Current.CancellationToken)).ETag;
        var first = await PushAsync();
        Assert.Equal(4, first.Count);
        Assert.Equal(before, first[$"api/{Changed}"]);
        Assert.Equal("none", first["api/NEW"]);
        Assert.Equal("none", first[".coffer/environment"]);
        Assert.Equal("none", first["api/.coffer/release.json"]);

        var release = (await s3.GetObjectMetadataAsync(
            SealedRepository.Bucket, "api/.coffer/release.json", TestContext.Current.CancellationToken)).ETag;
        await SealAsync(Changed);
        Assert.Equal(release, (await PushAsync())["api/.coffer/release.json"]);
    }

    [NativeFact]
    public async Task Every_upload_says_what_it_is_and_has_its_checksum()
    {
        await SealAsync(Changed);
        await SealAsync("NEW");
        await PushAsync();
        Assert.Equal(3, uploads.Count);
        using var s3 = repository.Aws.S3();
        foreach (var upload in uploads)
        {
            Assert.Equal("application/octet-stream", upload.Headers["Content-Type"]);
            using var there = await s3.GetObjectAsync(
                SealedRepository.Bucket, KeyOf(upload), TestContext.Current.CancellationToken);
            var sum = await SHA256.HashDataAsync(there.ResponseStream, TestContext.Current.CancellationToken);
            Assert.Equal(Convert.ToBase64String(sum), ChecksumOf(upload));
        }
    }

    [NativeTheory]
    [InlineData(Changed)]
    [InlineData("NEW")]
    public async Task What_another_push_wrote_after_the_listing_stays(string name)
    {
        var others = await SealAsync(name);
        await SealAsync(name);
        var listings = 0;
        using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) =>
        {
            if (request.Path.Contains("list-type", StringComparison.Ordinal) && Interlocked.Increment(ref listings) == 1)
            {
                Put(name, others);
            }

            return answer;
        });
        var pushed = await RunAsync(server.Url);
        Assert.True(pushed.ExitCode == 73, $"{pushed.ExitCode}: {pushed.StderrText}");
        Assert.Contains(
            $"s3://{SealedRepository.Bucket}/api/{name}' cannot be written: somebody else changed it meanwhile",
            pushed.StderrText,
            StringComparison.Ordinal);
        using var s3 = repository.Aws.S3();
        using var there = await s3.GetObjectAsync(
            SealedRepository.Bucket, $"api/{name}", TestContext.Current.CancellationToken);
        using var content = new MemoryStream();
        await there.ResponseStream.CopyToAsync(content, TestContext.Current.CancellationToken);
        Assert.Equal(others, content.ToArray());
    }

    /// <returns>What each uploaded key's request says that it replaces; "none" where it says that nothing is there.</returns>
    private async Task<Dictionary<string, string>> PushAsync()
    {
        var puts = new ConcurrentDictionary<string, string>();
        using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) =>
        {
            if (request.Method == "PUT")
            {
                uploads.Enqueue(request);
                var condition = request.Headers.GetValueOrDefault("If-Match")
                    ?? (request.Headers.GetValueOrDefault("If-None-Match") == "*" ? "none" : "nothing said");
                puts[KeyOf(request)] = condition;
            }

            return answer;
        });
        var pushed = await RunAsync(server.Url);
        Assert.True(pushed.ExitCode == 0, pushed.StderrText);
        return new Dictionary<string, string>(puts);
    }

    private static string KeyOf(StandInRequest upload) => upload.Path.Split('?')[0][$"/{SealedRepository.Bucket}/".Length..];

    // Behind the content where that comes in chunks: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
    private static string? ChecksumOf(StandInRequest upload) => upload.Headers.GetValueOrDefault(Checksum)
        ?? Encoding.Latin1.GetString(upload.Body).Split("\r\n")
            .LastOrDefault(line => line.StartsWith(Checksum + ":", StringComparison.Ordinal))?[(Checksum.Length + 1)..];

    private Task<ProcessResult> RunAsync(string url) =>
        CofferProcess.RunAsync(["push", "staging"], ProcessEnvironment.Client(new Uri(url)), repository.Folder);

    private async Task<byte[]> SealAsync(string name)
    {
        var blob = await repository.SealAsync("api", name, "another value of this secret");
        await File.WriteAllBytesAsync(repository.PathOf(name), blob);
        return blob;
    }

    private void Put(string name, byte[] blob)
    {
        using var s3 = repository.Aws.S3();
        using var body = new MemoryStream(blob);
        s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = SealedRepository.Bucket,
            Key = $"api/{name}",
            InputStream = body,
        }).GetAwaiter().GetResult();
    }
}
