using Coffer.Core.Model;
using Coffer.Iam.Access;

namespace Coffer.Cli.Access;

/// <summary>What is to be proved: <c>only api, (root user) can open api/*</c>, <c>nobody can open legacy/*</c>.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Allowed">Who may: patterns of names.</param>
/// <param name="Secrets">Which secrets.</param>
internal sealed record OpeningSentence(int Line, string Text, IReadOnlyList<string> Allowed, string Secrets)
{
    /// <summary>Reads a file of sentences.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/> where one cannot be proved, or there is none.</exception>
    public static IReadOnlyList<OpeningSentence> Read(string path)
    {
        var sentences = new List<OpeningSentence>();
        var number = 0;
        foreach (var text in InputFile.Lines(path).Select(line => line.Split('#', 2)[0].Trim()))
        {
            number++;
            if (text.Length > 0)
            {
                sentences.Add(Of(path, number, text));
            }
        }

        return sentences.Count > 0
            ? sentences
            : throw Wrong($"'{AddressGrammar.Printable(path)}' says nothing");
    }

    private static OpeningSentence Of(string path, int line, string text) =>
        AccessAssertions.Parse(text) is { Kind: AccessAssertions.Kind.Only, Verb: AccessVerb.Open } sentence
            ? new OpeningSentence(line, text, sentence.Names, sentence.Secrets)
            : throw Wrong($"line {line} of '{AddressGrammar.Printable(path)}' is no sentence that can be proved");

    private static CofferException Wrong(string what) => new(
        ErrorCode.Malformed, what, "write one sentence a line, 'only api, (root user) can open api/*' or 'nobody can open legacy/*'");
}
