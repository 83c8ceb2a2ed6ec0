using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.Configuration;

/// <summary>
/// The environment variables that Coffer reads. One that is set but empty is an error everywhere: it comes from a setting that is missing,
/// and to take it as unset would start unpinned, unlisted, or with another service's secrets, without a word.
/// </summary>
internal static class CofferVariables
{
    /// <summary>All of them begin with it; <c>exec</c> does not pass them on.</summary>
    public const string Prefix = "COFFER_";

    /// <summary>The bucket.</summary>
    public const string Bucket = "COFFER_BUCKET";

    /// <summary>The environment.</summary>
    public const string Environment = "COFFER_ENVIRONMENT";

    /// <summary>The service.</summary>
    public const string Service = "COFFER_SERVICE";

    /// <summary>The keys that may have sealed.</summary>
    public const string Key = "COFFER_KEY";

    /// <summary>Whether ciphertexts are bound.</summary>
    public const string Binding = "COFFER_BINDING";

    /// <summary>The bucket, as the article's containers have it: read where <see cref="Bucket"/> is not set.</summary>
    public const string ArticleBucket = "SECRETS_BUCKET_NAME";

    /// <summary>Every variable of this prefix that is read anywhere.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Bucket, Environment, Service, Key, Binding, ReleasePin.Variable, NameList.Variable, RequiredNames.Variable,
        RepositoryTrust.Variable, CallReason.Variable,
    ];

    /// <summary>A variable's value; null where it is not set.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is set but empty, or blank.</exception>
    public static string? Value(Func<string, string?> variable, string name) => variable(name) is not { } value ? null
        : !string.IsNullOrWhiteSpace(value) ? value
        : throw new CofferException(
            ErrorCode.Configuration, $"{name} is set but empty", "give it a value, or take it out of the environment");

    /// <summary>Refuses an empty one, whether or not it would be read.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the variable.</exception>
    public static void RequireNoneEmpty(Func<string, string?> variable)
    {
        foreach (var name in All)
        {
            _ = Value(variable, name);
        }
    }

    /// <summary>
    /// Refuses a variable that is nearly a known one: a misspelt COFFER_RELEASE would start unpinned without a word. Others of the
    /// prefix are somebody's own.
    /// </summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the variable.</exception>
    public static void RequireKnown(IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => name.StartsWith(Prefix, StringComparison.Ordinal)
            && !All.Contains(name)
            && Meant(name) is not null) is { } unknown)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"{AddressGrammar.Printable(unknown)} is not a variable of coffer, but nearly {Meant(unknown)}",
                "mend the name, or take it out of the environment");
        }
    }

    private static string? Meant(string name) => All.FirstOrDefault(known => Spelling.Distance(name, known) <= Spelling.MostSlips);
}
