using System.Collections.Frozen;
using Coffer.Cli.Tests.Scripting.Verbs;

namespace Coffer.Cli.Tests.Scripting;

internal static class VerbTable
{
    private static readonly FrozenDictionary<string, Verb> Verbs = All().ToFrozenDictionary(static v => v.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Verbs.Keys;

    public static Verb Find(string name) =>
        Verbs.TryGetValue(name, out var verb) ? verb : throw new ScriptFailureException($"unknown verb '{name}'");

    private static IEnumerable<Verb> All() =>
    [
        .. CommandVerbs.All(), .. InputVerbs.All(), .. OutputVerbs.All(), .. CompareVerbs.All(), .. FileVerbs.All(),
        .. WorldVerbs.All(), .. LocalAwsVerbs.All(), .. KmsVerbs.All(), .. S3Verbs.All(),
    ];
}
