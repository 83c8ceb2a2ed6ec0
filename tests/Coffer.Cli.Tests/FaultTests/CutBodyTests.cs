using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer.Aws;
using Coffer.Cli.Tests.Processes;
using Coffer.Core.Stores;
using Xunit;

namespace Coffer.Cli.Tests.FaultTests;

/// <summary>A body that breaks off, at each of its bytes: it is read again, and what is returned is the whole of it.</summary>
public sealed class CutBodyTests
{
    private const int Bytes = 1024;

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    public async Task Every_offset_is_read_again(string how)
    {
        // Request 1, 3, 5 … break off after 0, 1, 2 … bytes; each repetition is whole.
        string file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(0, Bytes).Select(at => string.Create(CultureInfo.InvariantCulture, $"s3 GetObject {(2 * at) + 1} {how} {at}")),
            TestContext.Current.CancellationToken);
        await using LocalAwsProcess aws = await LocalAwsProcess.StartAsync("--faults", file, "--log");
        File.Delete(file);
        byte[] content = [.. Enumerable.Range(0, Bytes).Select(static at => (byte)(at * 7))];
        using (AmazonS3Client s3 = aws.S3())
        {
            await s3.PutBucketAsync("bucket", TestContext.Current.CancellationToken);
            using var body = new MemoryStream(content);
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "k", InputStream = body }, TestContext.Current.CancellationToken);
        }

        Dictionary<string, string> variables = new(aws.ClientEnvironment);
        using var access = new AwsAccess(variables.GetValueOrDefault);
        using AwsConnection connection = AwsConnection.Open(access, null, null);
        ISecretStore store = connection.Bucket("bucket");
        int whole = 0;
        for (int at = 0; at < Bytes; at++)
        {
            byte[] read = (await store.GetAsync("k", null, TestContext.Current.CancellationToken)).Bytes;
            whole += read.AsSpan().SequenceEqual(content) ? 1 : 0;
        }

        Assert.Equal(Bytes, whole);
        Assert.Equal(2 * Bytes, (await aws.LogAsync()).Split('\n').Count(static line => line.Contains("GET /bucket/k ", StringComparison.Ordinal)));
    }
}
