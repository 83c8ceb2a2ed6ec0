using System.CommandLine;
using System.CommandLine.Parsing;

namespace Coffer.LocalAws.Faults;

/// <summary>The options that make the server worse than it could be.</summary>
internal sealed class FaultOptions
{
    private const string KeyPrefix = "key=";

    private readonly Option<Latency> latency = new("--latency")
    {
        Description = "Wait before every answer, or before one service's: 10, or kms=10,s3=5",
        HelpName = "MS",
        DefaultValueFactory = _ => Latency.None,
        CustomParser = result => Read(result, Latency.TryParse, "--latency wants milliseconds, as in 10 or kms=10,s3=5"),
    };

    private readonly Option<string[]> throttle = new("--throttle")
    {
        Description = "KMS operations a second in the account, or with one key: 100, 100:20, key=10",
        HelpName = "RATE[:BURST]",
    };

    private readonly Option<string?> faults = new("--faults") { Description = "Fail as this file says", HelpName = "FILE" };

    public FaultOptions()
    {
        throttle.Validators.Add(Check);
        faults.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => t.Value.Length == 0))
            {
                result.AddError("--faults wants a file");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(latency);
        command.Options.Add(throttle);
        command.Options.Add(faults);
    }

    public FaultSettings Read(ParseResult result)
    {
        var rates = result.GetValue(throttle) ?? [];
        return new FaultSettings
        {
            Latency = result.GetValue(latency) ?? Latency.None,
            AccountRate = RateLimit.Parse(rates.LastOrDefault(r => !IsKeyRate(r))),
            KeyRate = RateLimit.Parse(rates.LastOrDefault(IsKeyRate)?[KeyPrefix.Length..]),
            File = result.GetValue(faults),
        };
    }

    private static bool IsKeyRate(string text) => text.StartsWith(KeyPrefix, StringComparison.Ordinal);

    private static void Check(OptionResult result)
    {
        if (result.Tokens.Any(t => RateLimit.Parse(IsKeyRate(t.Value) ? t.Value[KeyPrefix.Length..] : t.Value) is null))
        {
            result.AddError("--throttle wants RATE[:BURST], calls a second and at once, as in 100, 100:20 or key=10");
        }
    }

    private static T Read<T>(ArgumentResult result, Func<string, T?> parse, string message)
        where T : class
    {
        if (parse(result.Tokens[^1].Value) is { } value)
        {
            return value;
        }

        result.AddError(message);
        return null!;
    }
}

/// <summary>How much worse than it could the server does: slow, stingy, broken.</summary>
internal sealed record FaultSettings
{
    /// <summary>Added before every answer.</summary>
    public Latency Latency { get; init; } = Latency.None;

    /// <summary>Cryptographic operations of KMS in the account, for each region; null without a limit.</summary>
    public RateLimit? AccountRate { get; init; }

    /// <summary>Cryptographic operations of KMS with one key; null without a limit.</summary>
    public RateLimit? KeyRate { get; init; }

    /// <summary>The file of scripted faults.</summary>
    public string? File { get; init; }
}
