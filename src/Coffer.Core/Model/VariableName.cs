namespace Coffer.Core.Model;

/// <summary>The environment variable of a secret.</summary>
internal static class VariableName
{
    /// <summary>
    /// A name that is a valid variable name is used as it is; others become upper case with <c>_</c> for what is
    /// neither letter nor digit: <c>tls/server.key</c> becomes <c>TLS_SERVER_KEY</c>. A leading digit gets a <c>_</c>.
    /// </summary>
    public static string For(string secretName)
    {
        if (IsValid(secretName))
        {
            return secretName;
        }

        var mapped = string.Create(secretName.Length, secretName, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsAsciiLetterOrDigit(from[i]) ? char.ToUpperInvariant(from[i]) : '_';
            }
        });
        return char.IsAsciiDigit(mapped[0]) ? $"_{mapped}" : mapped;
    }

    /// <summary>Whether a shell would take it as a name: <c>[A-Za-z_][A-Za-z0-9_]*</c> (POSIX, XBD 8.1).</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return !name.IsEmpty && !char.IsAsciiDigit(name[0]);
    }

    /// <summary>A name that somebody typed.</summary>
    /// <param name="option">The option that it was typed for.</param>
    /// <param name="name">The name; it is not repeated where it is none.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where it is none.</exception>
    public static string Require(string option, string name) =>
        IsValid(name)
            ? name
            : throw new CofferException(
                ErrorCode.Usage,
                $"'{option}' has what is not a variable's name",
                "letters, digits and '_', and no digit first");
}
