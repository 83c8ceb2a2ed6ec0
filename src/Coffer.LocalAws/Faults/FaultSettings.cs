namespace Coffer.LocalAws.Faults;

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
