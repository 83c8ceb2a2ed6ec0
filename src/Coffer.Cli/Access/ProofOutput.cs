using Coffer.Core.Model;
using Coffer.Iam.Access;
using Coffer.Iam.Proof;

namespace Coffer.Cli.Access;

/// <summary>What was proved, as text and as JSON.</summary>
internal static class ProofOutput
{
    /// <summary>Proves each sentence, and prints what became of it.</summary>
    /// <returns>The exit code: 1 where one is not proved.</returns>
    public static int Print(
        string path,
        IReadOnlyList<OpeningSentence> sentences,
        AccessPlace place,
        IReadOnlyList<AccessSubject> subjects,
        bool asJson)
    {
        var results = sentences.Select(sentence =>
            (Sentence: sentence, Result: OpeningProof.Of(place, subjects, sentence.Allowed, sentence.Secrets))).ToList();
        if (asJson)
        {
            Json(results);
        }
        else
        {
            results.ForEach(each => Text(path, each.Sentence, each.Result));
        }

        return results.TrueForAll(each => each.Result.IsProved) ? 0 : 1;
    }

    private static void Text(string path, OpeningSentence sentence, ProofResult result)
    {
        var where = AddressGrammar.Printable(path);
        if (result.IsProved)
        {
            Terminal.Line($"proved: {AddressGrammar.Printable(sentence.Text)} ({result.Asked} requests stand for all)");
            return;
        }

        if (result.Counterexample is { } request)
        {
            Terminal.Line($"refuted: {AddressGrammar.Printable(sentence.Text)}");
            Say(where, sentence, $"this opens: {request}");
            return;
        }

        Terminal.Line($"not decided: {AddressGrammar.Printable(sentence.Text)}");
        foreach (var text in result.Outside)
        {
            Say(where, sentence, $"cannot be decided for all requests: {text}");
        }
    }

    // A request is longer than a name: in parts, so that none is cut.
    private static void Say(string where, OpeningSentence sentence, string text) =>
        Terminal.Say($"{where}:{sentence.Line}: {string.Join(' ', text.Split(' ').Select(word => AddressGrammar.Printable(word)))}");

    private static void Json(List<(OpeningSentence Sentence, ProofResult Result)> results) =>
        JsonOutput.Print(json => json.WriteList("proofs", results, each =>
        {
            json.WriteNumber("line", each.Sentence.Line);
            json.WriteString("sentence", each.Sentence.Text);
            json.WriteBoolean("proved", each.Result.IsProved);
            json.WriteNumber("requests", each.Result.Asked);
            json.WriteString("counterexample", each.Result.Counterexample);
            json.WriteStartArray("undecided");
            foreach (var text in each.Result.Outside)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }));
}
