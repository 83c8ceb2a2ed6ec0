namespace Coffer.Core.Model;

/// <summary>
/// Names of secrets without which nothing starts. Without a pinned release, what is in the bucket is what is loaded: an object that
/// somebody deleted would only be missing.
/// </summary>
/// <param name="Names">Names within a service.</param>
internal sealed record RequiredNames(IReadOnlyList<string> Names)
{
    /// <summary>The variable that has them.</summary>
    public const string Variable = "COFFER_REQUIRE";

    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>No names.</summary>
    public static RequiredNames None { get; } = new([]);

    /// <summary>Reads a list.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is none.</exception>
    public static RequiredNames Parse(string text)
    {
        var names = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && names.All(name => AddressGrammar.PathProblem(name) is null)
            ? new RequiredNames(names)
            : throw new CofferException(
                ErrorCode.Configuration,
                $"{Variable} is not a list of names of secrets",
                "it is names such as db-password or tls/server.key, separated by commas or blanks");
    }

    /// <summary>These, and others.</summary>
    public RequiredNames With(IEnumerable<string> others) => new([.. Names.Union(others)]);

    /// <summary>Refuses secrets among which a required one is not.</summary>
    /// <param name="found">The secrets that are there.</param>
    /// <param name="where">For the message: where they are, for example <c>s3://staging-secrets/api</c>.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> with all that are missing.</exception>
    public void Require(IEnumerable<SecretAddress> found, string where)
    {
        var missing = Names.Except(found.Select(address => address.Name)).ToList();
        if (missing.Count > 0)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"{where} has no {string.Join(", ", missing.Select(name => $"'{name}'"))}, and "
                    + $"{(missing.Count == 1 ? "it is" : "they are")} required",
                "'coffer status' shows what is gone from the bucket, and 'coffer push' uploads it; what is not needed any more, take out "
                    + $"of {Variable}, 'coffer exec --require' or the library's Require");
        }
    }
}
