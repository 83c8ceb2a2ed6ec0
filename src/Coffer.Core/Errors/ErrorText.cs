namespace Coffer.Core.Errors;

/// <summary>A failure as text, with the next step in it: who reads a log has no other line.</summary>
internal static class ErrorText
{
    private const int MostFrames = 3;

    private static readonly string[] Inside = ["Coffer.", "Amazon.", "Microsoft.", "System."];

    /// <summary>For example <c>Denied: 'staging/api/db-password' cannot be opened: … (look at …)</c>.</summary>
    public static string Of(CofferException failure) => $"{failure.Code}: {WithNext(failure.Message, failure.Hint)}";

    /// <summary>A message with the next step behind it, where it is not in it.</summary>
    public static string WithNext(string message, string? hint) =>
        hint is null || message.Contains(hint, StringComparison.Ordinal) ? message : $"{message} ({hint})";

    /// <summary>A failure that nobody caught: the message, the next step, and where the application called.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="all">All that .NET says of it: for a defect of ours, which is looked for by its frames.</param>
    public static string Of(CofferException failure, string all)
    {
        List<string> lines =
        [
            failure.Code switch
            {
                ErrorCode.Internal => all,
                ErrorCode.Configuration => $"coffer: error: {failure.Message}",
                _ => $"{failure.GetType()}: {failure.Message}",
            },
        ];
        if (failure.Hint is { } hint && !lines[0].Contains(hint, StringComparison.Ordinal))
        {
            lines.Add($"   next: {hint}");
        }

        if (failure.Code is not (ErrorCode.Internal or ErrorCode.Configuration))
        {
            lines.AddRange(Callers(failure.StackTrace ?? ""));
        }

        return string.Join(Environment.NewLine, lines);
    }

    // What AWS said is in the message; the frames between are nobody's concern.
    private static IEnumerable<string> Callers(string trace) => trace
        .Split('\n')
        .Select(line => line.TrimEnd())
        .Where(line => line.StartsWith("   at ", StringComparison.Ordinal)
            && !Array.Exists(Inside, inside => line.AsSpan(6).StartsWith(inside, StringComparison.Ordinal)))
        .Take(MostFrames);
}
