using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Coffer.Iam.Documents;

/// <summary>A document as it was read, and all that is wrong with its form.</summary>
/// <param name="Document">What could be read; to be used only where there are no problems.</param>
/// <param name="Problems">Empty where the document is well formed.</param>
internal sealed record PolicyReading(PolicyDocument Document, IReadOnlyList<PolicyProblem> Problems);

/// <summary>
/// Reads a document strictly, by https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html: what the
/// grammar does not have is a problem, and never passed over. What each kind of policy demands beyond the grammar is the matter of
/// <see cref="Validation"/>.
/// </summary>
internal static class PolicyReader
{
    private static readonly string[] Elements = ["Version", "Id", "Statement"];

    /// <summary>Reads a text.</summary>
    public static PolicyReading Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads UTF-8.</summary>
    public static PolicyReading Read(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            return Failed(ProblemKind.NotJson, "it is not UTF-8");
        }

        try
        {
            using var json = JsonDocument.Parse(utf8);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Read(json.RootElement)
                : Failed(ProblemKind.NotAnObject, "it is not a JSON object");
        }
        catch (JsonException failure)
        {
            return Failed(ProblemKind.NotJson, $"it is not JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            // An escape of half a character: GetString refuses it.
            return Failed(ProblemKind.NotJson, "a text of it is not Unicode");
        }
    }

    /// <summary>Reads an element of a larger document, as Terraform's <c>show -json</c> has them.</summary>
    public static PolicyReading Read(JsonElement json)
    {
        var elements = new JsonElements();
        var found = elements.Of(json, "", Elements);
        var version = found.TryGetValue("Version", out var v) ? elements.Text(v, "", "Version") : null;
        if (version is not (null or PolicyDocument.First or PolicyDocument.Latest))
        {
            elements.Add(ProblemKind.Value, "", "Version", $"there is no version '{version}' of the language", version);
        }

        var id = found.TryGetValue("Id", out var i) ? elements.Text(i, "", "Id") : null;
        var statements = Statements(elements, found);
        var document = new PolicyDocument(statements) { Version = version ?? PolicyDocument.First, Id = id };
        return new PolicyReading(document, elements.Problems);
    }

    private static List<Statement> Statements(JsonElements elements, Dictionary<string, JsonElement> found)
    {
        if (!found.TryGetValue("Statement", out var json))
        {
            elements.Add(ProblemKind.Missing, "", "Statement", "there is no 'Statement'");
            return [];
        }

        // One statement may be there without a list.
        JsonElement[] each = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [json];
        if (each.Length == 0)
        {
            elements.Add(ProblemKind.Empty, "", "Statement", "'Statement' is empty");
        }

        var statements = new List<Statement>();
        var sids = new HashSet<string>();
        for (var index = 0; index < each.Length; index++)
        {
            var where = $"Statement[{index}]";
            var statement = StatementReader.Read(elements, each[index], where);
            if (statement.Sid.Length > 0 && !sids.Add(statement.Sid))
            {
                elements.Add(ProblemKind.SameSid, where, "Sid", $"there is another statement '{statement.Sid}'", statement.Sid);
            }

            statements.Add(statement);
        }

        return statements;
    }

    private static PolicyReading Failed(ProblemKind kind, string text) =>
        new(new PolicyDocument([]), [new PolicyProblem(kind, "", "", text)]);
}
