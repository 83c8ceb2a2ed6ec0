using System.Globalization;

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
