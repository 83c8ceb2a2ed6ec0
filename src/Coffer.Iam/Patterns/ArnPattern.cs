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
        var last = LastPart(pattern);

        // reached[n]: what is read of the pattern can be the first n characters of the resource.
        var reached = new bool[resource.Length + 1];
        reached[0] = true;
        for (var at = 0; at < pattern.Length; at++)
        {
            var endsPart = at + 1 == pattern.Length || pattern[at + 1].IsColon;
            reached = Next(reached, pattern[at], resource, staysInPart: at < last && !(pattern[at].IsRun && endsPart));
        }

        return reached[resource.Length];
    }

    private static bool[] Next(bool[] reached, Glyph glyph, string resource, bool staysInPart)
    {
        var next = new bool[reached.Length];
        next[0] = glyph.IsRun && reached[0];
        for (var length = 1; length < reached.Length; length++)
        {
            var character = resource[length - 1];
            var within = !staysInPart || character != ':';
            next[length] = glyph switch
            {
                { IsRun: true } => reached[length] || (next[length - 1] && within),
                { IsOne: true } => reached[length - 1] && within,
                _ => reached[length - 1] && glyph.Value == character,
            };
        }

        return next;
    }

    // Where the sixth part begins, in which a colon is a character like others.
    private static int LastPart(Glyph[] pattern)
    {
        var colons = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            colons += pattern[at].IsColon ? 1 : 0;
            if (colons == Parts - 1)
            {
                return at;
            }
        }

        return pattern.Length;
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
