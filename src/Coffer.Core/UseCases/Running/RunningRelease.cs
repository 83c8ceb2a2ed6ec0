using Coffer.Core.Formats.Releases;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Running;

/// <summary>How what a container runs stands to the repository.</summary>
internal enum RunningState
{
    /// <summary>It has the secrets that the repository has.</summary>
    Same,

    /// <summary>It has others.</summary>
    Old,

    /// <summary>It pins no release: what it has read, nobody can tell.</summary>
    Unpinned,

    /// <summary>The release that it pins is not in the bucket, or is not what was pinned.</summary>
    Lost,

    /// <summary>What it has as its pin is none.</summary>
    BadPin,
}

/// <summary>How a secret of a running release stands to the repository.</summary>
internal enum RunningSecretState
{
    /// <summary>The repository has another ciphertext.</summary>
    Old,

    /// <summary>The repository has it, and the release does not.</summary>
    Missing,

    /// <summary>The release has it, and the repository no longer does.</summary>
    Removed,
}

/// <summary>A secret that is not the same in a running release.</summary>
/// <param name="Name">The name within the service.</param>
/// <param name="State">What is different.</param>
internal sealed record RunningSecret(string Name, RunningSecretState State);

/// <summary>A container, and what it runs.</summary>
/// <param name="Container">The container.</param>
/// <param name="Service">The service of the environment, as its variables have it; empty where they do not.</param>
/// <param name="State">How its secrets stand to the repository's.</param>
/// <param name="Pin">The release; null where none is pinned.</param>
/// <param name="Secrets">What is not the same; empty where that is all, or is not known.</param>
internal sealed record RunningRelease(
    DefinedContainer Container, string Service, RunningState State, ReleasePin? Pin, IReadOnlyList<RunningSecret> Secrets);
