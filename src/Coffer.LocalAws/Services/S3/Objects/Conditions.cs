using System.Globalization;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// The four conditions on a read, and on the source of a copy, where their headers have a prefix; RFC 9110 section 13.2.2 says
/// which one counts when two are given.
/// </summary>
internal sealed class ReadConditions(S3Request request, string prefix = "")
{
    private readonly string? match = request.Header(prefix + "If-Match");
    private readonly string? noneMatch = request.Header(prefix + "If-None-Match");
    private readonly DateTimeOffset? modifiedSince = Date(request.Header(prefix + "If-Modified-Since"));
    private readonly DateTimeOffset? unmodifiedSince = Date(request.Header(prefix + "If-Unmodified-Since"));

    /// <summary>Refuses what must not be read; false where the reader has it already.</summary>
    public bool Allow(ObjectVersion version)
    {
        if (match is not null && !Names(match, version))
        {
            throw S3Errors.PreconditionFailed(prefix + "If-Match");
        }
        if (match is null && unmodifiedSince < version.LastModified)
        {
            throw S3Errors.PreconditionFailed(prefix + "If-Unmodified-Since");
        }
        return FailedFreshness(version) is null;
    }

    /// <summary>The same where there is no "not modified" answer: a copy.</summary>
    public void Require(ObjectVersion version)
    {
        if (!Allow(version))
        {
            throw S3Errors.PreconditionFailed(prefix + FailedFreshness(version));
        }
    }

    private string? FailedFreshness(ObjectVersion version)
    {
        if (noneMatch is not null)
        {
            return Names(noneMatch, version) ? "If-None-Match" : null;
        }
        // A date to come is no date: RFC 9110 section 13.1.3 leaves it to the server, S3 ignores it.
        return modifiedSince >= version.LastModified && modifiedSince <= request.Parts.Now ? "If-Modified-Since" : null;
    }

    private static bool Names(string header, ObjectVersion version) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(etag => etag == "*" || etag.Trim('"') == version.ETag);

    private static DateTimeOffset? Date(string? header) =>
        DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}

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
