using Coffer.Iam.Documents;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.S3.Settings;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// How an object is encrypted at rest. Nothing is encrypted here; what shows on the outside (key checks, headers, ETags that are
/// no MD5) is as on AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
/// </summary>
internal sealed record ObjectEncryption(string? KmsKeyArn, bool BucketKeyEnabled)
{
    private const string Header = "x-amz-server-side-encryption";
    private const string KeyHeader = "x-amz-server-side-encryption-aws-kms-key-id";
    private const string BucketKeyHeader = "x-amz-server-side-encryption-bucket-key-enabled";

    /// <summary>The key that AWS itself makes.</summary>
    private const string DefaultKey = "alias/aws/s3";

    public static ObjectEncryption Parse(S3Request request, Bucket bucket)
    {
        var (algorithm, key) = (request.Header(Header), request.Header(KeyHeader));
        switch (algorithm)
        {
            case null when key is null && BucketEncryption.KmsDefault(bucket) is { } ofBucket:
                return new(RequireKey(request.Parts.Keys, request.Call.Region, ofBucket.KeyId ?? DefaultKey), ofBucket.BucketKey);
            case null or "AES256" when key is null:
                return new(null, false);
            case null or "AES256":
                throw S3Errors.InvalidArgument(
                    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms", Header);
            case "aws:kms":
                return new(RequireKey(request.Parts.Keys, request.Call.Region, key ?? DefaultKey), request.Header(BucketKeyHeader) == "true");
            case "aws:kms:dsse" or "aws:fsx":
                throw S3Errors.NotImplemented(Header);
            default:
                throw new AwsException(400, "InvalidEncryptionAlgorithmError",
                    "The Encryption request you specified is not valid. Supported value: AES256.",
                    ("ArgumentName", Header), ("ArgumentValue", algorithm));
        }
    }

    /// <summary>Refuses a read of what is encrypted under a key that cannot be used now.</summary>
    public static void RequireReadable(ObjectVersion version, KeyDirectory keys)
    {
        if (version.KmsKeyArn is { } arn)
        {
            RequireKey(keys, Arn.TryParse(arn, out var parsed) ? parsed.Region : string.Empty, arn);
        }
    }

    public static bool IsGiven(S3Request request) => request.Header(Header) is not null;

    public static void Write(ObjectVersion version, IDictionary<string, Microsoft.Extensions.Primitives.StringValues> headers)
    {
        headers[Header] = version.KmsKeyArn is null ? "AES256" : "aws:kms";
        if (version.KmsKeyArn is { } arn)
        {
            headers[KeyHeader] = arn;
        }
        if (version.BucketKeyEnabled)
        {
            headers[BucketKeyHeader] = "true";
        }
    }

    private static string RequireKey(KeyDirectory keys, string region, string key)
    {
        try
        {
            return keys.RequireUsable(region, key);
        }
        catch (AwsException e)
        {
            throw new AwsException(400, $"KMS.{e.Code}", e.Text, [.. e.Details]);
        }
    }
}
