using System.Globalization;
using System.Xml.Linq;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>The rules of a lifecycle: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html</summary>
internal static class LifecycleRules
{
    private const int LongestId = 255;
    private const int MostRules = 1000;

    private static readonly string[] Actions =
    [
        "Expiration", "Transition", "NoncurrentVersionExpiration", "NoncurrentVersionTransition", "AbortIncompleteMultipartUpload",
    ];

    // The element that counts days, by the action it is in.
    private static readonly (string Action, string Days, int Least)[] Counts =
    [
        ("Expiration", "Days", 1),
        ("NoncurrentVersionExpiration", "NoncurrentDays", 1),
        ("AbortIncompleteMultipartUpload", "DaysAfterInitiation", 1),
        ("Transition", "Days", 0), ("NoncurrentVersionTransition", "NoncurrentDays", 0),
    ];

    private static readonly string[] Filters = ["Prefix", "Tag", "And", "ObjectSizeGreaterThan", "ObjectSizeLessThan"];

    /// <summary>Refuses rules as S3 does.</summary>
    public static void Require(IReadOnlyList<XElement> rules)
    {
        if (rules.Count is 0 or > MostRules)
        {
            throw S3Errors.MalformedXml();
        }

        foreach (var rule in rules)
        {
            RequireForm(rule);
            RequireActions(rule);
        }
    }

    /// <summary>What <c>x-amz-expiration</c> says of an object; null where no rule is for it.</summary>
    public static string? ExpirationOf(Bucket bucket, ObjectVersion version)
    {
        if (bucket.Setting("lifecycle", null) is not { } setting)
        {
            return null;
        }

        var due = XElement.Parse(setting.Document).Elements()
            .Where(rule => rule.Child("Status") == "Enabled" && Covers(rule, version))
            .Select(rule => (Id: rule.Child("ID"), Date: DateOf(rule.Path("Expiration"), version)))
            .Where(rule => rule.Date is not null)
            .OrderBy(rule => rule.Date)
            .FirstOrDefault();
        return due.Date is { } date
            ? $"expiry-date=\"{date.ToString("R", CultureInfo.InvariantCulture)}\", rule-id=\"{Uri.EscapeDataString(due.Id!)}\""
            : null;
    }

    private static void RequireForm(XElement rule)
    {
        var filter = rule.Path("Filter");
        if (rule.Name.LocalName != "Rule" || rule.Child("Status") is not ("Enabled" or "Disabled")
            || (filter is null) == (rule.Path("Prefix") is null) || filter?.Elements().Count() > 1
            || filter?.Elements().Any(element => !Filters.Contains(element.Name.LocalName)) == true)
        {
            throw S3Errors.MalformedXml();
        }

        if (rule.Child("ID")?.Length > LongestId)
        {
            throw S3Errors.InvalidArgument("ID length should not exceed allowed limit of 255", "ID", rule.Child("ID"));
        }

        var keys = TagsOf(rule).Select(tag => tag.Child("Key")).ToList();
        if (keys.Distinct(StringComparer.Ordinal).Count() < keys.Count)
        {
            throw S3Errors.InvalidRequest("Duplicate Tag Keys are not allowed.");
        }
    }

    private static void RequireActions(XElement rule)
    {
        if (!rule.Elements().Any(element => Actions.Contains(element.Name.LocalName)))
        {
            throw S3Errors.InvalidRequest("At least one action needs to be specified in a rule");
        }

        foreach (var (action, name, least) in Counts)
        {
            foreach (var element in rule.Elements().Where(element => element.Name.LocalName == action))
            {
                RequireDays(element, action, name, least);
            }
        }
    }

    private static void RequireDays(XElement element, string action, string name, int least)
    {
        if (element.Child(name) is { } days
            && (!int.TryParse(days, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) || count < least))
        {
            var wanted = least == 0 ? "nonnegative" : "positive";
            throw S3Errors.InvalidArgument($"'{name}' for {action} action must be a {wanted} integer", name, days);
        }

        if (element.Child("Date") is { } date)
        {
            if (!DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                throw S3Errors.MalformedXml();
            }

            if (time.UtcDateTime.TimeOfDay != TimeSpan.Zero)
            {
                throw S3Errors.InvalidArgument("'Date' must be at midnight GMT", "Date", date);
            }
        }

        var kinds = element.Elements().Count(child => child.Name.LocalName is "Days" or "Date" or "ExpiredObjectDeleteMarker");
        if (action == "Expiration" && kinds != 1)
        {
            throw S3Errors.MalformedXml();
        }
    }

    private static bool Covers(XElement rule, ObjectVersion version)
    {
        var filter = rule.Path("Filter");
        var conditions = filter?.Path("And") ?? filter ?? rule;
        return version.Key.StartsWith(conditions.Child("Prefix") ?? string.Empty, StringComparison.Ordinal)
            && TagsOf(rule).All(tag => version.Tags.GetValueOrDefault(tag.Child("Key")!) == tag.Child("Value"))
            && (Size(conditions, "ObjectSizeGreaterThan") is not { } above || version.Size > above)
            && (Size(conditions, "ObjectSizeLessThan") is not { } below || version.Size < below);
    }

    private static IEnumerable<XElement> TagsOf(XElement rule) =>
        rule.Path("Filter")?.Descendants().Where(element => element.Name.LocalName == "Tag") ?? [];

    private static long? Size(XElement conditions, string name) =>
        long.TryParse(conditions.Child(name), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>The midnight after the days have passed.</summary>
    private static DateTimeOffset? DateOf(XElement? expiration, ObjectVersion version)
    {
        if (expiration?.Child("Days") is { } days)
        {
            var end = version.LastModified.AddDays(int.Parse(days, CultureInfo.InvariantCulture));
            return new DateTimeOffset(end.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        }

        return expiration?.Child("Date") is { } date
            ? DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
    }
}
