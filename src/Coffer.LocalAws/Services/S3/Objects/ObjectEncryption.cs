using System.Text.Json;
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
    private const string ContextHeader = "x-amz-server-side-encryption-context";
    private const string BucketKeyHeader = "x-amz-server-side-encryption-bucket-key-enabled";

    /// <summary>The key that AWS itself makes.</summary>
    private const string DefaultKey = "alias/aws/s3";

    public static ObjectEncryption Parse(S3Request request, Bucket bucket)
    {
        var encryption = ParseKey(request, bucket);
        if (request.Header(ContextHeader) is { } context)
        {
            RequireContext(context, encryption);
            request.Response.Headers[ContextHeader] = context;
        }

        return encryption;
    }

    /// <summary>The encryption context: base64 of a JSON object whose values are texts. What is not encrypted is not bound to it.</summary>
    private static void RequireContext(string context, ObjectEncryption encryption)
    {
        if (encryption.KmsKeyArn is null)
        {
            throw S3Errors.InvalidArgument(
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : "
                    + "aws:kms", ContextHeader);
        }

        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(context));
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().All(pair => pair.Value.ValueKind == JsonValueKind.String))
            {
                return;
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // It is refused below.
        }

        throw S3Errors.InvalidArgument("The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 "
            + "string holding JSON "
            + "which represents a string-string map", ContextHeader, context);
    }

    private static ObjectEncryption ParseKey(S3Request request, Bucket bucket)
    {
        var (algorithm, key) = (request.Header(Header), request.Header(KeyHeader));
        switch (algorithm)
        {
            case null when key is null && BucketEncryption.KmsDefault(bucket) is { } ofBucket:
                return new(RequireKey(request, ofBucket.KeyId ?? DefaultKey), ofBucket.BucketKey);
            case null or "AES256" when key is null:
                return new(null, false);
            case null or "AES256":
                throw S3Errors.InvalidArgument(
                    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms", Header);
            case "aws:kms":
                return new(RequireKey(request, key ?? DefaultKey), request.Header(BucketKeyHeader) == "true");
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
            var key = Arn.TryParse(arn, out var parsed) ? parsed : null;
            RequireKey(keys, key?.Account ?? string.Empty, key?.Region ?? string.Empty, arn);
        }
    }

    /// <summary>A read does not say how an object is encrypted.</summary>
    public static void RefuseOnRead(S3Request request)
    {
        foreach (var name in (string[])[Header, KeyHeader, BucketKeyHeader])
        {
            if (request.Header(name) is { } value)
            {
                throw S3Errors.InvalidArgument($"{name} header is not supported for this operation.", name, value);
            }
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

    private static string RequireKey(S3Request request, string key) =>
        RequireKey(request.Parts.Keys, request.Call.AccountId, request.Call.Region, key);

    private static string RequireKey(KeyDirectory keys, string account, string region, string key)
    {
        try
        {
            return keys.RequireUsable(account, region, key);
        }
        catch (AwsException e)
        {
            throw new AwsException(400, $"KMS.{e.Code}", e.Text, [.. e.Details]);
        }
    }
}
