using System.Globalization;
using Coffer.Core.Model;
using Coffer.Iam.Patterns;

namespace Coffer.Cli.Auditing;

/// <summary>What is asked for.</summary>
/// <param name="Environment">An environment; null for all.</param>
/// <param name="Service">A service; null for all.</param>
/// <param name="Principal">A caller's name, its name and session, or an ARN; a star is for any characters. Null for all.</param>
/// <param name="Since">What is older is left out; null for none.</param>
internal sealed record AuditFilter(string? Environment, string? Service, string? Principal, DateTimeOffset? Since)
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Reads the options.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> for one that cannot be read.</exception>
    public static AuditFilter Of(string? service, string? principal, string? since, DateTimeOffset now)
    {
        var parts = service?.Split('/');
        return parts is not null && (parts.Length > 2 || Array.Exists(parts, part => AddressGrammar.SegmentProblem(part) is not null))
            ? throw new CofferException(
                ErrorCode.Usage, "what follows '--service' is no service", "write <service> or <environment>/<service>")
            : new AuditFilter(
                parts is [var environment, _] ? environment : null, parts?[^1], principal, since is null ? null : Time(since, now));
    }

    /// <summary>Whether it is asked for. What does not tell its service may have been of this one.</summary>
    public bool Takes(Opening opening) =>
        (Since is null || opening.Time >= Since)
        && (Environment is null || opening.Environment == Environment)
        && (Service is null || opening.Service is null || opening.Service == Service)
        && (Principal is null || Names(opening.By).Any(name => Glob.Matches(Principal, name)));

    private static IEnumerable<string> Names(TrailCaller by) => [by.Name, by.Whole, by.Kind, by.Arn, by.Origin];

    private static DateTimeOffset Time(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        return text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 36500
            ? text[^1] switch
            {
                'h' => now.AddHours(-count),
                'd' => now.AddDays(-count),
                _ => throw NoTime(),
            }
            : throw NoTime();
    }

    private static CofferException NoTime() => new(
        ErrorCode.Usage,
        "what follows '--since' is no time",
        "write a day or a time in UTC (2026-11-30, 2026-11-30T08:00Z), or how long ago (36h, 7d)");
}
