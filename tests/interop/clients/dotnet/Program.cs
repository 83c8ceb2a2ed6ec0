// The AWS SDK for .NET as a client of secrets. README.md beside the folder has the words that each client knows.
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

try
{
    using var kms = new AmazonKeyManagementServiceClient();
    using var s3 = new AmazonS3Client(new AmazonS3Config { ForcePathStyle = true });
    await WriteAsync(await (args switch
    {
        ["seal", var key, var service, var name] => SealAsync(kms, key, Context(service, name)),
        ["open", var key, var service, var name] => OpenAsync(kms, key, Context(service, name)),
        ["reseal", var key, var service, var name, var other] => ReSealAsync(kms, key, Context(service, name), Context(service, other)),
        ["put", var bucket, var key, var path] => PutAsync(s3, bucket, key, path),
        ["get", var bucket, var key, .. var version] => GetAsync(s3, bucket, key, version.FirstOrDefault()),
        ["list", var bucket, var prefix] => ListAsync(s3, bucket, prefix),
        ["remove", var bucket, var key] => RemoveAsync(s3, bucket, key),
        _ => throw new ArgumentException("a word is not known"),
    }));
    return 0;
}
catch (AmazonServiceException e)
{
    await Console.Error.WriteLineAsync($"{e.ErrorCode}: {e.Message}");
    return 1;
}

static Dictionary<string, string> Context(string service, string secret) =>
    new() { ["environment"] = "staging", ["service"] = service, ["secret"] = secret };

static async Task<MemoryStream> ReadAsync()
{
    var bytes = new MemoryStream();
    await using var input = Console.OpenStandardInput();
    await input.CopyToAsync(bytes);
    bytes.Position = 0;
    return bytes;
}

static async Task WriteAsync(Stream bytes)
{
    await using var output = Console.OpenStandardOutput();
    await bytes.CopyToAsync(output);
}

static MemoryStream Text(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

static async Task<Stream> SealAsync(AmazonKeyManagementServiceClient kms, string key, Dictionary<string, string> context)
{
    using var value = await ReadAsync();
    return (await kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = value, EncryptionContext = context })).CiphertextBlob;
}

static async Task<Stream> OpenAsync(AmazonKeyManagementServiceClient kms, string key, Dictionary<string, string> context)
{
    using var blob = await ReadAsync();
    return (await kms.DecryptAsync(new DecryptRequest { KeyId = key, CiphertextBlob = blob, EncryptionContext = context })).Plaintext;
}

static async Task<Stream> ReSealAsync(
    AmazonKeyManagementServiceClient kms, string key, Dictionary<string, string> context, Dictionary<string, string> next)
{
    using var blob = await ReadAsync();
    return (await kms.ReEncryptAsync(new ReEncryptRequest
    {
        CiphertextBlob = blob,
        SourceKeyId = key,
        DestinationKeyId = key,
        SourceEncryptionContext = context,
        DestinationEncryptionContext = next,
    })).CiphertextBlob;
}

static async Task<Stream> PutAsync(AmazonS3Client s3, string bucket, string key, string path)
{
    await using var body = File.OpenRead(path);
    return Text((await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = body })).VersionId + "\n");
}

static async Task<Stream> GetAsync(AmazonS3Client s3, string bucket, string key, string? version)
{
    using var answer = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version });
    var bytes = new MemoryStream();
    await answer.ResponseStream.CopyToAsync(bytes);
    bytes.Position = 0;
    return bytes;
}

static async Task<Stream> ListAsync(AmazonS3Client s3, string bucket, string prefix)
{
    var keys = new List<string>();
    var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = 2 };
    ListObjectsV2Response page;
    do
    {
        page = await s3.ListObjectsV2Async(request);
        keys.AddRange((page.S3Objects ?? []).Select(item => item.Key));
        request.ContinuationToken = page.NextContinuationToken;
    }
    while (page.IsTruncated == true);
    return Text(string.Concat(keys.Select(key => key + "\n")));
}

static async Task<Stream> RemoveAsync(AmazonS3Client s3, string bucket, string key)
{
    await s3.DeleteObjectAsync(bucket, key);
    return Text("");
}
