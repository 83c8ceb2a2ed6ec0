using System.Globalization;
using Coffer.Iam.Conditions;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;

namespace Coffer.LocalAws.Services.S3;

/// <summary>The condition keys of S3:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys</summary>
internal static class S3Keys
{
    // They are called like the headers.
    private static readonly string[] Headers =
    [
        "if-match", "if-none-match", "x-amz-acl", "x-amz-content-sha256", "x-amz-copy-source", "x-amz-grant-full-control",
        "x-amz-grant-read",
        "x-amz-grant-read-acp", "x-amz-grant-write", "x-amz-grant-write-acp", "x-amz-metadata-directive", "x-amz-object-ownership",
        "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-customer-algorithm",
        "x-amz-storage-class", "x-amz-website-redirect-location",
    ];

    private static readonly (string Key, string Header)[] Lock =
    [
        ("s3:object-lock-mode", "x-amz-object-lock-mode"), ("s3:object-lock-legal-hold", "x-amz-object-lock-legal-hold"),
        ("s3:object-lock-retain-until-date", "x-amz-object-lock-retain-until-date"),
    ];

    private static readonly (string Key, string Parameter)[] Parameters =
    [
        ("s3:prefix", "prefix"), ("s3:delimiter", "delimiter"), ("s3:max-keys", "max-keys"), ("s3:VersionId", "versionId"),
    ];

    /// <param name="context">What they are set in.</param>
    /// <param name="request">The request.</param>
    /// <param name="bucket">The bucket; null for one that is not there yet.</param>
    /// <param name="version">The version that is there; null where there is none.</param>
    public static void Set(RequestContext context, S3Request request, Bucket? bucket, ObjectVersion? version)
    {
        context.Set("s3:ResourceAccount", bucket?.Owner ?? request.Call.AccountId).Set("s3:signatureversion", "AWS4-HMAC-SHA256");
        SetSignature(context, request);
        foreach (var name in Headers)
        {
            SetGiven(context, $"s3:{name}", request.Header(name));
        }

        foreach (var (key, header) in Lock)
        {
            SetGiven(context, key, request.Header(header));
        }

        foreach (var (key, parameter) in Parameters)
        {
            SetGiven(context, key, request.Parameter(parameter));
        }

        var tags = ObjectTags.Parse(request.Header("x-amz-tagging"));
        foreach (var (key, value) in tags)
        {
            context.Set($"s3:RequestObjectTag/{key}", value);
        }

        if (tags.Count > 0)
        {
            context.Set("s3:RequestObjectTagKeys", [.. tags.Keys]);
        }

        foreach (var (key, value) in version?.Tags ?? new Dictionary<string, string>())
        {
            context.Set($"s3:ExistingObjectTag/{key}", value);
        }
    }

    private static void SetSignature(RequestContext context, S3Request request)
    {
        if (request.Parameter("X-Amz-Date") is not { } date)
        {
            context.Set("s3:authType", "REST-HEADER");
            return;
        }

        context.Set("s3:authType", "REST-QUERY-STRING");
        if (DateTimeOffset.TryParseExact(
            date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            var age = (long)(request.Parts.Clock.GetUtcNow() - signed).TotalMilliseconds;
            context.Set("s3:signatureAge", age.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void SetGiven(RequestContext context, string key, string? value)
    {
        if (value is not null)
        {
            context.Set(key, value);
        }
    }
}
