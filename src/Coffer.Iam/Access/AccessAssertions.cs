using Coffer.Iam.Patterns;

namespace Coffer.Iam.Access;

/// <summary>What does not hold.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record AccessFailure(int Line, string Text);

/// <summary>What should hold, one sentence a line:
/// <c>api can open api/*</c>, <c>web cannot open api/*</c>, <c>only api, ci can open api/*</c>, <c>nobody can write *</c>.
/// </summary>
internal static class AccessAssertions
{
    /// <summary>What a sentence says.</summary>
    internal enum Kind
    {
        Can,
        Cannot,
        Only,
    }

    /// <summary>A sentence.</summary>
    internal sealed record Sentence(Kind Kind, string[] Names, AccessVerb Verb, string Secrets);

    /// <summary>Checks a file. A line that cannot be read, or is about nobody or nothing, fails as well.</summary>
    public static (int Sentences, IReadOnlyList<AccessFailure> Failures) Check(IEnumerable<string> lines, IReadOnlyList<AccessCell> cells)
    {
        var failures = new List<AccessFailure>();
        var sentences = 0;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.Split('#', 2)[0].Trim();
            if (text.Length == 0)
            {
                continue;
            }

            sentences++;
            failures.AddRange((Parse(text) is { } sentence ? Failures(sentence, cells) : [$"'{text}' is no sentence"])
                .Select(failure => new AccessFailure(number, failure)));
        }

        return (sentences, failures);
    }

    /// <summary>Reads one; null where it is none.</summary>
    internal static Sentence? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(words, word => word is "can" or "cannot");
        if (at < 1 || at != words.Length - 3
            || !char.IsAsciiLetter(words[^2][0]) || !Enum.TryParse<AccessVerb>(words[^2], ignoreCase: true, out var verb))
        {
            return null;
        }

        var names = string.Join(' ', words[..at]);
        return (names, words[at]) switch
        {
            ("nobody", "can") => new Sentence(Kind.Only, [], verb, words[^1]),
            (_, "can") when words[0] == "only" => new Sentence(Kind.Only, List(names["only ".Length..]), verb, words[^1]),
            (_, "can") => new Sentence(Kind.Can, List(names), verb, words[^1]),
            _ => new Sentence(Kind.Cannot, List(names), verb, words[^1]),
        };
    }

    private static string[] List(string names) => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Failures(Sentence sentence, IReadOnlyList<AccessCell> cells)
    {
        var about = cells.Where(cell => cell.Verb == sentence.Verb && Glob.Matches(sentence.Secrets, cell.Secret)).ToList();
        if (about.Count == 0)
        {
            yield return $"there is no secret '{sentence.Secrets}'";
        }

        foreach (var name in sentence.Names.Where(name => !cells.Any(cell => Glob.Matches(name, cell.Subject.Name))))
        {
            yield return $"there is nobody called '{name}'";
        }

        var verb = sentence.Verb.ToString().ToLowerInvariant();
        foreach (var cell in about)
        {
            var named = sentence.Names.Any(name => Glob.Matches(name, cell.Subject.Name));
            var wanted = (sentence.Kind, named) switch
            {
                (Kind.Can, true) => AccessAnswer.Yes,
                (Kind.Cannot, true) or (Kind.Only, false) => AccessAnswer.No,
                _ => cell.Answer,
            };
            if (cell.Answer != wanted)
            {
                var can = cell.Answer switch { AccessAnswer.Yes => "can", AccessAnswer.No => "cannot", _ => "may or may not be able to" };
                yield return $"{cell.Subject.Name} {can} {verb} {cell.Secret} ({cell.Action}: {cell.Reason})";
            }
        }
    }
}
