namespace Coffer.Cli.Tests.Processes;

/// <summary>What to run: nothing of the caller's environment reaches the process unless it is named here.</summary>
internal sealed record ProcessRequest(string Program, IReadOnlyList<string> Arguments)
{
    public string Directory { get; init; } = Path.GetTempPath();

    public IReadOnlyDictionary<string, string> Environment { get; init; } = ProcessEnvironment.Minimal();

    public byte[]? Stdin { get; init; }

    /// <summary>Answers to be typed at prompts; not null means that stdin and stderr are a terminal.</summary>
    public IReadOnlyList<string>? Typed { get; init; }

    /// <summary>Whether its peak of memory is wanted.</summary>
    public bool WatchesMemory { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
