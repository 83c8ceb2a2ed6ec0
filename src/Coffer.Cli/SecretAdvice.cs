using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli;

/// <summary>What is said of secrets that were written and may not do what somebody expects of them.</summary>
internal static class SecretAdvice
{
    // Of Linux, with pages of 4 KiB and the '=': Execution/ArgumentLimits.
    private const int MostOfVariable = (128 * 1024) - 1;

    public static void Say(SecretRepository repository, IReadOnlyList<SealedValue> written)
    {
        SayIgnored(repository, written.Select(made => made.Address.ToString()));
        foreach (var made in written)
        {
            SayOfValue(made.Address, made.Value);
        }
    }

    /// <summary>Says which files Git ignores. It is advice: what was written is written, whatever Git says.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="paths">Files that were written.</param>
    public static void SayIgnored(SecretRepository repository, IEnumerable<string> paths)
    {
        IReadOnlyDictionary<string, string> rules;
        try
        {
            rules = GitState.RulesThatIgnore(repository, paths);
        }
        catch (CofferException failure)
        {
            Terminal.Say($"whether Git ignores what was written is not known: {failure.Message}");
            return;
        }

        foreach (var (path, rule) in rules.OrderBy(told => told.Key, StringComparer.Ordinal))
        {
            Terminal.Say($"Git ignores '{path}', so it will never be committed ({rule}): take that rule away, or 'git add --force {path}'");
        }
    }

    private static void SayOfValue(SecretAddress address, SecretValue value)
    {
        if (TextValue.ByteOrderMark(value.Reveal()) is { } mark)
        {
            Terminal.Say($"the value of '{address}' begins with a byte order mark ({mark}), which is part of it: seal it again without, if "
                + "that is not meant");
        }

        else if (TextValue.HasUnseenEnd(value.Reveal()))
        {
            Terminal.Say($"the value of '{address}' begins or ends with a blank, or with a character that nobody sees: seal it again "
                + "without, if that is not meant");
        }

        if (TextValue.VariableProblem(value.Reveal()) is { } problem)
        {
            Terminal.Say($"'{address}' cannot be an environment variable, or a value of .NET's configuration: {problem}. Give it as a file "
                + "('--file', '--dir', CofferClient) or in base64 ('--base64', BinaryAsBase64)");
        }
        else if (value.Length + VariableName.For(address.Name).Length >= MostOfVariable)
        {
            Terminal.Say($"'{address}' is too long for an environment variable, which has room for 128 KiB: 'coffer exec' gives it as a "
                + "file ('--file', '--dir')");
        }
    }
}
