using System.Text.Json;
using System.Text;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Bodies;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html: kept, not evaluated.</summary>
internal sealed class BucketPolicy : BucketSetting
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html: "limited to 20 KB in size".</summary>
    private const int MaxBytes = 20 * 1024;

    public override string Name => "policy";

    protected override int PutStatus => 204;

    protected override string ContentType => "application/json";

    protected override AwsException NotConfigured(string bucket) =>
        new(404, "NoSuchBucketPolicy", "The bucket policy does not exist", ("BucketName", bucket));

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        using var bytes = new MemoryStream();
        await new UploadBody(request, MaxBytes).ReceiveAsync(bytes);
        var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Statement", out _)
                ? new(text)
                : throw new AwsException(400, "MalformedPolicy", "Missing required field Statement");
        }
        catch (JsonException)
        {
            throw new AwsException(400, "MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'");
        }
    }
}
