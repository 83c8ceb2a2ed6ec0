using System.Globalization;
using System.Text;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Faults;

/// <summary>Reads rules, <c>SERVICE ACTION [PATH] [WHEN] WHAT HAPPENS</c>, one a line; <c>#</c> begins a comment line.</summary>
internal static class FaultParser
{
    private const string Any = "*";

    /// <exception cref="FaultSyntaxException">A line cannot be read; the message begins with its number.</exception>
    public static IReadOnlyList<FaultRule> Parse(string text)
    {
        var rules = new List<FaultRule>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Trim() is { Length: > 0 } content && content[0] != '#')
            {
                rules.Add(ParseLine(content, number));
            }
        }

        return rules;
    }

    private static FaultRule ParseLine(string line, int number)
    {
        try
        {
            var words = new FaultWords(line);
            var service = Service(words);
            var action = Action(words, service);
            var path = words.Peek.StartsWith('/') ? words.Next("a path") : null;
            return new FaultRule(service, action, path, Schedule(words), FaultKindParser.Read(words));
        }
        catch (FaultSyntaxException e)
        {
            throw new FaultSyntaxException(string.Create(CultureInfo.InvariantCulture, $"line {number} {e.Message}"));
        }
    }

    private static string? Service(FaultWords words)
    {
        var names = $"{string.Join(", ", AwsServices.Names)} or {Any}";
        var name = words.Next(names);
        return name == Any
            ? null
            : AwsServices.Names.FirstOrDefault(known => known == name) ?? throw new FaultSyntaxException(
                $"does not know the service '{name}': it is {names}");
    }

    private static string? Action(FaultWords words, string? service)
    {
        var name = words.Next($"an action or {Any}");
        if (name == Any)
        {
            return null;
        }

        var isKnown = AwsServices.Entries.Any(entry => (service is null || entry.Name == service) && entry.Actions.Contains(name));
        return isKnown ? name : throw new FaultSyntaxException($"names the action '{name}', which is not served");
    }

    private static FaultSchedule Schedule(FaultWords words)
    {
        if (words.Skip("every"))
        {
            return new EveryNth(words.Number("a number, 1 or more", 1));
        }

        var word = words.Peek;
        if (word.StartsWith("p=", StringComparison.Ordinal))
        {
            return Chance(words);
        }

        return word.Length > 0 && char.IsAsciiDigit(word[0]) ? Range(words.Next("a number")) : RequestRange.All;
    }

    private static Chance Chance(FaultWords words)
    {
        var word = words.Next("p=")["p=".Length..];
        if (!double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability)
            || probability is not (> 0 and <= 1))
        {
            throw new FaultSyntaxException($"has the probability '{word}', which is not above 0 and at most 1");
        }

        const string Seed = "seed=";
        var seed = words.Peek.StartsWith(Seed, StringComparison.Ordinal)
            ? FaultWords.Number(words.Next(Seed)[Seed.Length..], "a seed", 0)
            : 1;
        return new Chance(probability, (ulong)seed);
    }

    private static RequestRange Range(string word)
    {
        const string What = "which requests, as in 3, 3-5 or 3-";
        var parts = word.Split('-');
        var first = FaultWords.Number(parts[0], What, 1);
        return parts switch
        {
            [_] => new RequestRange(first, first),
            [_, ""] => new RequestRange(first, long.MaxValue),
            [_, var last] => new RequestRange(first, FaultWords.Number(last, What, first)),
            _ => throw new FaultSyntaxException($"'{word}' is not {What}"),
        };
    }
}

/// <summary>The file of <c>--faults</c>.</summary>
internal static class FaultFile
{
    /// <exception cref="StartupException">It is not there, or a line cannot be read.</exception>
    public static IReadOnlyList<FaultRule> Read(string path)
    {
        try
        {
            return FaultParser.Parse(File.ReadAllText(path, Encoding.UTF8));
        }
        catch (FaultSyntaxException e)
        {
            throw new StartupException(ExitCode.Usage, $"the faults file '{path}': {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.Usage, $"cannot read the faults file '{path}': {e.Message}", e);
        }
    }
}
