using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// Conditional writes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
/// </summary>
/// <param name="ETag">What the key must hold now, without quotes; null where it does not matter.</param>
/// <param name="MustBeNew">Whether the key must hold nothing now.</param>
internal sealed record WriteCondition(string? ETag, bool MustBeNew)
{
    public static readonly WriteCondition None = new(null, false);

    public static WriteCondition Parse(S3Request request)
    {
        var (match, noneMatch) = (request.Header("If-Match"), request.Header("If-None-Match"));
        if (match is not null && noneMatch is not null)
        {
            throw S3Errors.NotImplemented("If-Match,If-None-Match", "Multiple conditional request headers present in the request");
        }
        if (match == "*")
        {
            throw Unaccepted("If-Match");
        }
        if (noneMatch is not null and not "*")
        {
            throw Unaccepted("If-None-Match");
        }
        return new(match?.Trim('"'), noneMatch is not null);
    }

    /// <param name="key">The key that is written.</param>
    /// <param name="current">The newest version of the key; null where there is none or it is a delete marker.</param>
    public void Check(string key, ObjectVersion? current)
    {
        if (MustBeNew && current is not null)
        {
            throw S3Errors.PreconditionFailed("If-None-Match");
        }
        if (ETag is not null && current is null)
        {
            throw S3Errors.NoSuchKey(key);
        }
        if (ETag is not null && ETag != current!.ETag)
        {
            throw S3Errors.PreconditionFailed("If-Match");
        }
    }

    private static AwsException Unaccepted(string header) =>
        S3Errors.NotImplemented(header, $"We don't accept the provided value of {header} header for this API");
}
