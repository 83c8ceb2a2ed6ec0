using Coffer.Core.Errors;

namespace Coffer.Configuration.Loading;

/// <summary>
/// What comes out of every public method: a <see cref="CofferException"/> whose first line has what failed, why, where, and the next step.
/// </summary>
/// <param name="words">The caller's settings.</param>
/// <param name="where">For messages: what is loaded.</param>
internal sealed class Gate(SettingWords words, string where)
{
    /// <summary>Any failure, as the caller gets it.</summary>
    public CofferException Of(Exception exception) => exception switch
    {
        CofferException failure => Of(failure),
        OperationCanceledException => Of(new CofferException(
            ErrorCode.Temporary, "the call was cancelled, and Coffer does not know by whom", "try again", exception)),

        // Not its text, nor itself as the inner one: it is foreign, and could quote a value.
        _ => Of(new CofferException(
            ErrorCode.Internal, $"it failed with {exception.GetType()}", "look whether a newer version of Coffer mends it, and report it")),
    };

    /// <summary>Runs what belongs to a public method.</summary>
    public T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            throw Of(exception);
        }
    }

    private CofferException Of(CofferException failure)
    {
        var hint = failure.Hint is null ? null : words.Of(failure.Hint);
        var lines = words.Of(failure.Message).Split('\n', 2);
        var first = ErrorText.WithNext(Located(lines[0].TrimEnd(':')), hint);
        return new CofferException(
            failure.Code, lines.Length == 1 ? first : $"{first}:\n{lines[1]}", hint, failure.InnerException);
    }

    private static bool IsOfSetting(string line) =>
        line.StartsWith("CofferOptions.", StringComparison.Ordinal) || line.StartsWith("COFFER_", StringComparison.Ordinal);

    private string Located(string line) =>
        where.Length == 0
            || IsOfSetting(line)
            || line.Contains("://", StringComparison.Ordinal)
            || line.Contains(where, StringComparison.Ordinal)
            || (line.Contains('\'', StringComparison.Ordinal) && line.Contains('/', StringComparison.Ordinal))
            ? line
            : $"{where}: {line}";
}
