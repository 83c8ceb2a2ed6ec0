using System.Text.Json;

namespace Coffer.Aws.Calls;

/// <summary>
/// What an answer of ECS must have: a page of something else, read as one without tasks, would say that nothing runs. What is not whole
/// is asked for again. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html
/// </summary>
internal static class WholeEcsAnswers
{
    /// <summary>A page of ARNs.</summary>
    /// <param name="page">The page.</param>
    /// <param name="member">What the list is called.</param>
    /// <param name="tokens">Where the pages before ended.</param>
    /// <exception cref="Connections.AnswerException">It is not whole.</exception>
    public static void Page(JsonElement page, string member, IReadOnlySet<string> tokens)
    {
        Require(
            Array(page, member) is { } arns && arns.EnumerateArray().All(arn => arn.ValueKind == JsonValueKind.String),
            $"no {member}");
        Require(Next(page) is not { } next || !tokens.Contains(next), "a listing that goes on where it went on before");
    }

    /// <summary>Where a page says that its listing goes on; null at the end.</summary>
    public static string? Next(JsonElement page) =>
        Member(page, "nextToken") is { ValueKind: JsonValueKind.String } token && token.GetString() is { Length: > 0 } next ? next : null;

    /// <summary>Descriptions of what was named; what is gone meanwhile is told as a failure.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="member">What the list is called.</param>
    /// <param name="asked">How many were named.</param>
    /// <exception cref="Connections.AnswerException">It is not whole.</exception>
    public static void Described(JsonElement answer, string member, int asked)
    {
        var described = Array(answer, member)?.GetArrayLength();
        Require(described is not null, $"no {member}");
        var failed = Array(answer, "failures")?.GetArrayLength() ?? 0;
        Require(described + failed == asked, $"{described + failed} of {asked} {member}");
    }

    /// <summary>A task definition.</summary>
    /// <exception cref="Connections.AnswerException">It is not whole.</exception>
    public static void Definition(JsonElement answer) => Require(
        Member(answer, "taskDefinition") is { } definition && Array(definition, "containerDefinitions") is not null,
        "no containerDefinitions");

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static JsonElement? Array(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } array ? array : null;

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw WholeAnswers.NotWhole(otherwise);
        }
    }
}
