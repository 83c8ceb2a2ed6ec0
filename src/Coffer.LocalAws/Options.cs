using Coffer.LocalAws.Faults;

namespace Coffer.LocalAws;

/// <summary>What the server was started with.</summary>
internal sealed record Options
{
    /// <summary>The folder of the state; null keeps it in memory.</summary>
    public string? Data { get; init; }

    /// <summary>The port on 127.0.0.1; 0 picks a free one.</summary>
    public int Port { get; init; } = 4566;

    /// <summary>The account that owns everything.</summary>
    public string AccountId { get; init; } = "000000000000";

    /// <summary>The region of requests that name none.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Signatures are not checked.</summary>
    public bool AnyCredentials { get; init; }

    /// <summary>Whether policies decide what callers may do.</summary>
    public bool EnforceIam { get; init; }

    /// <summary>Files of the keys that the tokens of OpenID Connect providers are signed with, in PEM.</summary>
    public IReadOnlyList<string> TokenKeys { get; init; } = [];

    /// <summary>The file that events are added to; null for none.</summary>
    public string? Events { get; init; }

    /// <summary>How long the credentials of a task last.</summary>
    public int TaskCredentialsSeconds { get; init; } = 21600;

    /// <summary>Aliases that have a key from the start.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Buckets that are there from the start.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>The file for the certificate of the server's CA; null serves http.</summary>
    public string? Tls { get; init; }

    /// <summary>How much worse than it could the server does.</summary>
    public FaultSettings Faults { get; init; } = new();

    /// <summary>Names that requests may give as their host, beside those of this machine.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether each request is written to stderr.</summary>
    public bool Log { get; init; }
}
