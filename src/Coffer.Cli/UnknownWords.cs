using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>
/// A word of the command line that names nothing may be a value that was typed in the wrong place. Where something was not found, the
/// message repeats only the parts that are names of something: of environments, buckets, services and secrets. A word with a
/// slash is an address, and an error names the address.
/// </summary>
internal static class UnknownWords
{
    private const string Hidden = "(not shown)";
    private const string Around = "'/:=";

    private static readonly string[] NameOptions = ["--only", "--as", "--file", "--require"];

    private static readonly char[] Separators = ['/', '=', ',', ':'];

    /// <summary>A failure without the words that name nothing; any failure but <see cref="ErrorCode.NotFound"/> as it is.</summary>
    public static CofferException Hide(CofferException failure, App app)
    {
        if (failure.Code != ErrorCode.NotFound)
        {
            return failure;
        }

        var known = Known(app);
        var (message, hint) = (failure.Message, failure.Hint);
        foreach (var part in Unnamed(app.Words).SelectMany(Parts).Where(part => part.Length > 0 && !known.Contains(part)))
        {
            var shown = AddressGrammar.Printable(part);
            (message, hint) = (Without(message, shown), hint is null ? null : Without(hint, shown));
        }

        return new CofferException(failure.Code, message, hint, failure);
    }

    // Not what names secrets: 'exec --only NAME' is an address without what stands before it.
    private static IEnumerable<string> Unnamed(IReadOnlyList<string> words) => words.Skip(1)
        .Where((word, i) => !word.Contains('/') && !NameOptions.Contains(words[i]) && !NameOptions.Contains(word.Split('=')[0]));

    // Of an option only what is glued to it: its name is ours.
    private static IEnumerable<string> Parts(string word) => word.Split(Separators).Skip(word.StartsWith('-') ? 1 : 0);

    // Only whole names, and where names stand: a service may be called 'no'.
    private static string Without(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at, StringComparison.Ordinal))
        {
            var end = at + part.Length;
            var (before, after) = (at == 0 ? ' ' : text[at - 1], end == text.Length ? ' ' : text[end]);
            var isWhole = !IsOfName(before) && !IsOfName(after) && (Around.Contains(before) || Around.Contains(after));
            text = isWhole ? $"{text[..at]}{Hidden}{text[end..]}" : text;
            at += isWhole ? Hidden.Length : 1;
        }

        return text;
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static HashSet<string> Known(App app)
    {
        string[] variables = [CofferVariables.Bucket, CofferVariables.ArticleBucket, CofferVariables.Environment, CofferVariables.Service];
        HashSet<string> known = ["s3", "arn", "aws", "kms", "key", "alias", .. variables.Select(app.Variable).OfType<string>()];
        try
        {
            var repository = app.Repository();
            foreach (var environment in repository.Environments)
            {
                known.UnionWith([environment.Name, environment.Bucket]);
                known.UnionWith(repository.FoldersOf(environment.Name));
                known.UnionWith(SecretSet.Of(repository, environment.Name).All.SelectMany(address => address.Name.Split('/')));
            }
        }
        catch (CofferException)
        {
            // What cannot be read is known to nobody: the failure that is told came first.
        }

        return known;
    }
}
