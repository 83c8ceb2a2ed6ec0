namespace Coffer.Core.Model;

/// <summary>
/// Which variables a container takes, as its image or task definition says: names, or patterns in which <c>*</c> stands for any characters,
/// separated by commas or blanks. Who may add a secret cannot change it.
/// </summary>
internal sealed class NameList
{
    /// <summary>The variable that has it.</summary>
    public const string Variable = "COFFER_NAMES";

    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private readonly string[] patterns;

    private NameList(string[] patterns) => this.patterns = patterns;

    /// <summary>Reads a list.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is none.</exception>
    public static NameList Parse(string text)
    {
        var patterns = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return patterns.Length > 0 && patterns.All(IsPattern)
            ? new NameList(patterns)
            : throw new CofferException(
                ErrorCode.Configuration,
                $"{Variable} is not a list of variables",
                "it is names such as DB_PASSWORD, or patterns such as 'DB_*', separated by commas or blanks");
    }

    /// <summary>Whether a variable is named, or one of the patterns is its.</summary>
    public bool Allows(string variable) => patterns.Any(pattern => Matches(pattern, variable));

    /// <summary>Whether a variable is named itself: that allows a dangerous one too, as a pattern does not.</summary>
    public bool Names(string variable) => patterns.Contains(variable);

    /// <summary>Refuses a secret whose variable is not in the list.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/>.</exception>
    public void Require(SecretAddress secret, string variable)
    {
        if (!Allows(variable))
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"'{secret}' would set {variable}, which {Variable} does not allow",
                $"add it to {Variable} where the image or the task definition sets that, or remove the secret");
        }
    }

    private static bool IsPattern(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '*');

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        for (var at = star; at <= name.Length; at++)
        {
            if (Matches(pattern[(star + 1)..], name[at..]))
            {
                return true;
            }
        }

        return false;
    }
}
