namespace Coffer.Core.Errors;

/// <summary>A failure as text, with the next step in it: who reads a log has no other line.</summary>
internal static class ErrorText
{
    /// <summary>For example <c>Denied: 'staging/api/db-password' cannot be opened: … (look at …)</c>.</summary>
    public static string Of(CofferException failure) =>
        failure.Hint is null ? $"{failure.Code}: {failure.Message}" : $"{failure.Code}: {failure.Message} ({failure.Hint})";

    /// <summary>The text of an exception with what to do next at its end.</summary>
    public static string Of(CofferException failure, string text) =>
        failure.Hint is null ? text : $"{text}{Environment.NewLine}   next: {failure.Hint}";
}
