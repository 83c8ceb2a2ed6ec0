namespace Coffer.Iam.Patterns;

/// <summary>Patterns of ARNs. The two places that have them read them in two ways.</summary>
internal static class ArnPattern
{
    private const int Parts = 6;

    /// <summary>
    /// Whether a <c>Resource</c> means a resource. A wild character stays in its part of the ARN, but for a star that ends the
    /// part: it may go beyond the colon. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    /// </summary>
    public static bool MatchesResource(Glyph[] pattern, string resource)
    {
        var resourcePart = Array.FindAll([.. Enumerable.Range(0, pattern.Length)], at => pattern[at].IsColon).ElementAtOrDefault(Parts - 2);
        return Glob.Matches(pattern, resource, staysInPart: at => !IsLastPart(at) && !(pattern[at].IsRun && EndsPart(at)));

        bool IsLastPart(int at) => resourcePart > 0 && at > resourcePart;
        bool EndsPart(int at) => at + 1 == pattern.Length || pattern[at + 1].IsColon;
    }

    /// <summary>
    /// Whether a condition's ARN means an ARN: each of its six parts by itself.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
    /// </summary>
    public static bool MatchesArn(Glyph[] pattern, string arn)
    {
        var patterns = Split(pattern);
        var parts = arn.Split(':', Parts);
        return patterns.Count == Parts && parts.Length == Parts
            && patterns.Zip(parts).All(pair => Glob.Matches(pair.First, pair.Second));
    }

    private static List<Glyph[]> Split(Glyph[] pattern)
    {
        var parts = new List<Glyph[]>();
        var start = 0;
        for (var at = 0; at < pattern.Length && parts.Count < Parts - 1; at++)
        {
            if (pattern[at].IsColon)
            {
                parts.Add(pattern[start..at]);
                start = at + 1;
            }
        }

        parts.Add(pattern[start..]);
        return parts;
    }
}
