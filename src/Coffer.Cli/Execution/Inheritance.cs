using Coffer.Core.Configuration;

namespace Coffer.Cli.Execution;

/// <summary>
/// Which of the caller's variables the command gets: all but Coffer's own; or with <c>--pristine</c> only those that say
/// who and where it runs. AWS's are not among them: a command that may not ask for credentials cannot open a secret.
/// </summary>
internal sealed class Inheritance
{
    private static readonly string[] Named =
        ["PATH", "HOME", "USER", "LOGNAME", "HOSTNAME", "LANG", "LANGUAGE", "LC_*", "TZ", "TERM"];

    private readonly string[]? patterns;
    private readonly IReadOnlyList<string> kept;
    private readonly bool keepsAll;

    private Inheritance(string[]? patterns, IReadOnlyList<string> kept, bool keepsAll)
    {
        this.patterns = patterns;
        this.kept = kept;
        this.keepsAll = keepsAll;
    }

    /// <summary>What the options say.</summary>
    /// <param name="pristine">Whether only a named few pass.</param>
    /// <param name="kept">
    /// Names that pass then, too, and that no secret replaces; one that ends with <c>*</c> is the beginning of names.
    /// </param>
    /// <param name="keepsAll">Whether no secret replaces a variable that is set.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public static Inheritance From(bool pristine, IReadOnlyList<string> kept, bool keepsAll)
    {
        if (kept.Any(name => !IsPattern(name)))
        {
            throw new CofferException(
                ErrorCode.Usage,
                "what follows '--keep' is not understood",
                $"name a variable, or its beginning with '*' after it, for example --keep 'AWS_*'; {CofferVariables.Prefix}… are never "
                    + "passed on");
        }

        return new Inheritance(pristine ? [.. Named, .. kept] : null, kept, keepsAll);
    }

    /// <summary>Whether a variable of this name passes.</summary>
    public bool Passes(string name) =>
        !name.StartsWith(CofferVariables.Prefix, StringComparison.Ordinal)
        && (patterns is null || Array.Exists(patterns, pattern => Matches(pattern, name)));

    /// <summary>Whether a variable of this name stays as it is, where it is set.</summary>
    public bool Keeps(string name) => keepsAll || kept.Any(pattern => Matches(pattern, name));

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;

    private static bool IsPattern(string text) =>
        !text.StartsWith(CofferVariables.Prefix, StringComparison.Ordinal) && text.TrimEnd('*') is { Length: > 0 } name
        && text.Length - name.Length <= 1 && name.IndexOfAny(['=', '*', '\0']) < 0;
}
