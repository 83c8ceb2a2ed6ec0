using System.Text.RegularExpressions;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Validation;

/// <summary>What IAM says of actions, resources and dates, in policies of identities and sessions.</summary>
internal static partial class IamWording
{
    private const string Paths =
        "user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, "
        + "oidc-provider/, report/, access-report/";

    private static readonly string[] PathStarts = Paths.Split(", ");

    /// <summary>What is wrong with an action's text, or null.</summary>
    public static string? OfAction(string action)
    {
        var parts = action.Split(':');
        return parts switch
        {
            ["*"] => null,
            [_] => "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            [var vendor, _] when vendor != "*" && !Vendor().IsMatch(vendor) => $"Vendor {vendor} is not valid",
            [_, _] => null,
            _ => "Actions/Condition can contain only one colon.",
        };
    }

    /// <summary>What is wrong with a resource's text, or null.</summary>
    public static string? OfResource(string resource)
    {
        if (resource == "*")
        {
            return null;
        }

        var parts = resource.Split(':', 6);
        if (parts.Length == 1)
        {
            return $"Resource {resource} must be in ARN format or \"*\".";
        }

        if (!Partition().IsMatch(parts[1]))
        {
            // What is missing shows as a star.
            var given = parts is [_, _, ""] ? [] : parts.Skip(2);
            var rest = given.Concat(["*", "*", "*", "*"]).Take(4);
            return $"Partition \"{parts[1]}\" is not valid for resource \"arn:{parts[1]}:{string.Join(':', rest)}\".";
        }

        if (parts.Length == 2 || parts[2].AsSpan().ContainsAny('*', '?'))
        {
            return "Resource vendor must be fully qualified and cannot contain regexes.";
        }

        return (parts[2], parts.Length > 3 ? parts[3] : "") switch
        {
            ("iam", { Length: > 0 }) => $"IAM resource {resource} cannot contain region information.",
            ("s3", { Length: > 0 }) => $"Resource {resource} can not contain region information.",
            ("iam", _) when parts.Length == 6 && parts[5] != "*" && !IsKnownPath(parts[5]) =>
                $"IAM resource path must either be \"*\" or start with {Paths}.",
            _ => null,
        };
    }

    /// <summary>Whether IAM's older parser, which every policy passes as well, fails at a resource.</summary>
    public static bool FailsLegacy(string resource) =>
        resource.Split(':') is [_, _, "", ..]
        || (resource.Count(c => c == ':') < 5 && resource.Contains("::", StringComparison.Ordinal));

    /// <summary>Whether the older parser fails at a date of a condition.</summary>
    public static bool FailsLegacy(Condition condition) =>
        ConditionOperator.TryParse(condition.Operator, out var test) && test.Comparison == Comparison.Date
        && !condition.Values.All(value => IsSeconds(value) || LegacyDate().IsMatch(value));

    private static bool IsKnownPath(string path) => PathStarts.Any(start => path.StartsWith(start, StringComparison.Ordinal));

    private static bool IsSeconds(string value) => value.All(char.IsAsciiDigit) && long.TryParse(value, out _);

    [GeneratedRegex(@"^[a-zA-Z0-9.-]+$")]
    private static partial Regex Vendor();

    [GeneratedRegex(@"^aws(-cn|-us-gov|-iso|-iso-b|-iso-e|-iso-f|-eusc)?$")]
    private static partial Regex Partition();

    // Wider than what it can mean: '01T' is stored.
    [GeneratedRegex(
        @"^(?=.*[t-])-?\d{1,9}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12]\d|3[01]))?)?"
        + @"(t(([01]?\d|2[0-3])(:[0-5]?\d(:[0-5]?\d(\.\d{1,9})?(z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?)?)?)?)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex LegacyDate();
}
