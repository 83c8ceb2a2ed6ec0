using System.IO.Enumeration;

namespace Coffer.Core.Model;

/// <summary>
/// Which secrets somebody means: one by its address, all below a place, or those that fit a pattern. In a part of an address <c>*</c>
/// is any characters and <c>?</c> is one; the part <c>**</c> is any number of parts; a slash at the end means all that is below.
/// </summary>
internal sealed class AddressPattern
{
    private const string AnyParts = "**";

    private readonly string text;
    private readonly string[] parts;

    private AddressPattern(string text, string[] parts, bool hasSlash)
    {
        this.text = text;
        this.parts = parts;
        HasSlash = hasSlash;
        var fixedParts = parts.TakeWhile(part => !IsGlob(part)).ToArray();
        IsGlobbed = fixedParts.Length < parts.Length;
        Base = string.Join('/', fixedParts);
    }

    /// <summary>Whether it has a star or a question mark.</summary>
    public bool IsGlobbed { get; }

    /// <summary>Whether it ends with a slash.</summary>
    public bool HasSlash { get; }

    /// <summary>Whether it may mean several where one secret is expected.</summary>
    public bool IsMany => IsGlobbed || HasSlash;

    /// <summary>The parts before the first star or question mark, joined by slashes; may be empty.</summary>
    public string Base { get; }

    /// <summary>What the environment is called: a name, or a pattern of one.</summary>
    public string Environment => parts[0];

    /// <summary>Whether a text has what makes a pattern of it.</summary>
    public static bool IsGlob(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? Problem(string path) =>
        AddressGrammar.PathProblem(path.Replace('*', 'x').Replace('?', 'x'), typed: true);

    /// <summary>Reads what somebody typed.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public static AddressPattern Parse(string text)
    {
        var path = text.TrimEnd('/');

        if (Problem(path) is { } problem)
        {
            throw new CofferException(
                ErrorCode.Usage, $"what is given is no prefix of addresses: {problem}", "write <environment>[/<service>[/…]]");
        }

        return new AddressPattern(path, path.Split('/'), path.Length < text.Length);
    }

    /// <summary>Whether it is a secret's whole address; where it ends with a slash, whether the secret is below it.</summary>
    public bool IsAddressOf(SecretAddress address) => Fits(parts, address.ToString().Split('/'), HasSlash ? 1 : 0, HasSlash);

    /// <summary>Whether it is a secret's address, or a place that the secret is below.</summary>
    public bool IsPlaceOf(SecretAddress address) => IsPlaceOf(address.ToString());

    /// <summary>The same for a path of any number of parts.</summary>
    public bool IsPlaceOf(string path) => Fits(parts, path.Split('/'), 0, isPlace: true);

    /// <summary>Whether an environment's name fits the first part.</summary>
    public bool FitsEnvironment(string name) => Environment == AnyParts || FitsPart(Environment, name);

    /// <summary>What an address is called below the base; empty for the base itself.</summary>
    public string NameOf(SecretAddress address)
    {
        var whole = address.ToString();
        return Base.Length == 0 ? whole : whole.Length == Base.Length ? "" : whole[(Base.Length + 1)..];
    }

    /// <inheritdoc/>
    public override string ToString() => HasSlash ? $"{text}/" : text;

    private static bool Fits(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path, int below, bool isPlace)
    {
        if (pattern.IsEmpty)
        {
            return path.Length >= below && (isPlace || path.IsEmpty);
        }

        if (pattern[0] == AnyParts)
        {
            for (var skipped = 0; skipped <= path.Length; skipped++)
            {
                if (Fits(pattern[1..], path[skipped..], below, isPlace))
                {
                    return true;
                }

                if (skipped < path.Length && path[skipped].StartsWith('.'))
                {
                    break;
                }
            }

            return false;
        }

        return !path.IsEmpty && FitsPart(pattern[0], path[0]) && Fits(pattern[1..], path[1..], below, isPlace);
    }

    // What begins with a dot is no name, and no star's business, as in a shell.
    private static bool FitsPart(ReadOnlySpan<char> pattern, ReadOnlySpan<char> part) =>
        part is not ['.', ..] && FileSystemName.MatchesSimpleExpression(pattern, part, ignoreCase: false);
}
