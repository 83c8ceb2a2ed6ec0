using Coffer.Iam.Patterns;

namespace Coffer.Iam.Conditions;

/// <summary>Gives a policy's variables the values of a request.</summary>
internal static class Variables
{
    /// <summary>The text with its values.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">The request's values.</param>
    /// <param name="why">Why there is no value, where that is so.</param>
    /// <returns>Null where a variable has no value, or where that cannot be told.</returns>
    public static Glyph[]? Resolve(PatternText text, RequestContext context, out Match? why)
    {
        Match? failed = null;
        var resolution = text.Resolve(name =>
        {
            // Which of several values would be meant?
            var values = context.Find(name, out var reason);
            failed = values switch
            {
                null => new Match(Truth.Open, $"the variable '${{{name}}}': {reason}"),
                [] or [_] => failed,
                _ => new Match(Truth.Open, $"the variable '${{{name}}}' has several values"),
            };
            return values is [var single] ? single : null;
        });
        why = failed ?? (resolution.Missing is { } missing
            ? new Match(Truth.False, $"the request has no value for the variable '${{{missing}}}'")
            : null);
        return why is null ? resolution.Glyphs : null;
    }
}
