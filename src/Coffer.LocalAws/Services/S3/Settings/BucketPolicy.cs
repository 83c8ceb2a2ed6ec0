using System.Text;
using Coffer.Iam.Documents;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html: checked and kept.</summary>
internal sealed class BucketPolicy : BucketSetting
{
    private const int MaxBytes = 1 << 20;

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
        var bucket = request.RequireBucket();
        PolicyChecks.Require(BucketPolicyRules.Of(text, bucket.Arn, arn => request.Parts.Iam.Exists(bucket.Owner, arn)));
        if (PublicAccessBlock.BlocksPublicPolicies(bucket) && PublicPolicy.Is(PolicyReader.Read(text).Document))
        {
            throw new AwsException(403, "AccessDenied", $"User: {request.Call.Caller.Arn} is not authorized to perform: "
                + "s3:PutBucketPolicy on resource: "
                + $"\"{bucket.Arn}\" because public policies are prevented by the BlockPublicPolicy setting in "
                    + "S3 Block Public Access.");
        }

        return new(text);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html</summary>
    public static async Task StatusAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var policy = bucket.Setting("policy", null) ?? throw new BucketPolicy().NotConfigured(bucket.Name);
        using var xml = new S3Xml("PolicyStatus");
        await xml.Element("IsPublic", PublicPolicy.Is(PolicyReader.Read(policy.Document).Document)).SendAsync(request.Response);
    }
}
