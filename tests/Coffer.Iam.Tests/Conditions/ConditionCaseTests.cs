using System.Text.Json;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Tests.Support;
using Xunit;

namespace Coffer.Iam.Tests.Conditions;

public sealed class ConditionCaseTests
{
    // Raise it with the cases: a reader that finds none would let all of them pass.
    private const int Cases = 296;

    [Fact]
    public void A_condition_holds_as_AWS_says()
    {
        var rows = CaseTable.Read("conditions");
        Assert.All(rows, row => Assert.Equal((row.Text, row.Word), (row.Text, Answer(row.Text))));
        Assert.All(rows, row => Assert.StartsWith("https://docs.aws.amazon.com/", row.Page, StringComparison.Ordinal));
        Assert.Equal(Cases, rows.Count);
        Assert.Equal(rows.Count, rows.Select(row => row.Text).Distinct().Count());
    }

    // OPERATOR KEY WANTED <- GIVEN [with {OTHER KEYS}]
    private static string Answer(string text)
    {
        var (condition, rest) = Split(text, " <- ");
        var (given, others) = Split(rest, " with ");
        var words = condition.Split(' ', 3);
        var context = new RequestContext();
        if (given == "?")
        {
            context.Leave(words[1]);
        }
        else if (given != "nothing")
        {
            context.Set(words[1], Values(given));
        }

        if (others.Length > 0)
        {
            using var json = JsonDocument.Parse(others);
            foreach (var other in json.RootElement.EnumerateObject())
            {
                context.Set(other.Name, Values(other.Value.GetRawText()));
            }
        }

        var match = ConditionTest.Of(new Condition(words[0], words[1], Values(words[2])), context, variables: true);
        Assert.Equal(match.Truth == Truth.True, match.Why.Length == 0);
        return match.Truth switch { Truth.True => "holds", Truth.False => "fails", _ => "open" };
    }

    private static (string Before, string After) Split(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + mark.Length)..]);
    }

    private static string[] Values(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(item => item.GetString()!)]
            : [document.RootElement.GetString()!];
    }
}
