using System.Globalization;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>What keeps a version from being deleted: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html</summary>
/// <param name="Mode"><c>GOVERNANCE</c> or <c>COMPLIANCE</c>; null without a retention.</param>
/// <param name="Until">When the retention ends.</param>
/// <param name="LegalHold"><c>ON</c>, <c>OFF</c>, or null where it was never set.</param>
internal sealed record ObjectLock(string? Mode = null, DateTimeOffset? Until = null, string? LegalHold = null)
{
    public const string Governance = "GOVERNANCE";

    private const string ModeHeader = "x-amz-object-lock-mode";
    private const string UntilHeader = "x-amz-object-lock-retain-until-date";
    private const string HoldHeader = "x-amz-object-lock-legal-hold";
    private const string BypassHeader = "x-amz-bypass-governance-retention";

    private static readonly string[] Modes = [Governance, "COMPLIANCE"];

    /// <summary>What a new version has: of its headers, else the bucket's default; null for none.</summary>
    public static ObjectLock? Of(S3Request request, Bucket bucket)
    {
        var (mode, until, hold) = (request.Header(ModeHeader), request.Header(UntilHeader), request.Header(HoldHeader));
        if (mode is null && until is null && hold is null)
        {
            return Settings.ObjectLockConfiguration.DefaultOf(bucket, request.Parts.Now);
        }

        RequireLocking(bucket);
        if ((mode is null) != (until is null))
        {
            throw S3Errors.InvalidArgument(
                $"{UntilHeader} and {ModeHeader} must both be supplied", mode is null ? ModeHeader : UntilHeader);
        }

        if (mode is not null && !Modes.Contains(mode))
        {
            throw S3Errors.InvalidArgument("Unknown wormMode directive.", ModeHeader, mode);
        }

        if (hold is not (null or "ON" or "OFF"))
        {
            throw S3Errors.InvalidArgument("Legal Hold must be either of 'ON' or 'OFF'", HoldHeader, hold);
        }

        return new ObjectLock(mode, until is null ? null : Future(until, UntilHeader, request.Parts.Now), hold);
    }

    /// <summary>A retention as it is put; null takes one away.</summary>
    public static (string Mode, DateTimeOffset Until)? RetentionOf(System.Xml.Linq.XElement retention, DateTimeOffset now)
    {
        if (!retention.HasElements)
        {
            return null;
        }

        var (mode, until) = (retention.Child("Mode"), retention.Child("RetainUntilDate"));
        return mode is not null && until is not null && Modes.Contains(mode)
            ? (mode, Future(until, "RetainUntilDate", now))
            : throw S3Errors.MalformedXml();
    }

    public static void RequireLocking(Bucket bucket)
    {
        if (bucket.Setting(Settings.ObjectLockConfiguration.Name, null) is null)
        {
            throw S3Errors.InvalidRequest("Bucket is missing Object Lock Configuration");
        }
    }

    /// <summary>Whether the request may pass over a retention of the kind governance.</summary>
    public static bool Bypasses(S3Request request, Bucket bucket)
    {
        if (request.Header(BypassHeader) is not { } value)
        {
            return false;
        }

        return bucket.Setting(Settings.ObjectLockConfiguration.Name, null) is not null
            ? value.Equals("true", StringComparison.OrdinalIgnoreCase)
            : throw S3Errors.InvalidArgument($"{BypassHeader} is only applicable to Object Lock enabled buckets.", BypassHeader);
    }

    public static AwsException Protected() => new(403, "AccessDenied", "Access Denied because object protected by object lock.");

    /// <summary>Refuses the end of a version that is locked now.</summary>
    public static void RequireDeletable(ObjectVersion? version, DateTimeOffset now, bool bypasses)
    {
        if (version?.Lock is { } kept && (kept.LegalHold == "ON" || kept.Holds(now, bypasses)))
        {
            throw Protected();
        }
    }

    /// <summary>Whether a retention is in force.</summary>
    public bool Holds(DateTimeOffset now, bool bypasses) => Until > now && !(bypasses && Mode == Governance);

    public void Write(IHeaderDictionary headers)
    {
        if (Mode is not null && Until is { } until)
        {
            headers[ModeHeader] = Mode;
            headers[UntilHeader] = Iso(until);
        }

        if (LegalHold is not null)
        {
            headers[HoldHeader] = LegalHold;
        }
    }

    public static string Iso(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Future(string text, string name, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            throw S3Errors.InvalidArgument("The retain until date must be provided in ISO 8601 format", name, text);
        }

        return date > now ? date : throw S3Errors.InvalidArgument("The retain until date must be in the future!", name, text);
    }
}
