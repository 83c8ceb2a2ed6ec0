using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>
/// Large secrets that become files go into them as soon as each is opened, and not when all are: nobody holds them twice, and not all
/// at the same time. No file has a name before all secrets are there; where one cannot be opened, these files go with the process.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class EarlyPlaces(SecretFolder? folder)
{
    // Below, a file costs more than the memory.
    private const int Least = 64 * 1024;

    private readonly ConcurrentDictionary<SecretAddress, string> paths = [];

    /// <summary>The folder that was asked for.</summary>
    public SecretFolder? Folder => folder;

    /// <summary>Takes a secret, where it becomes one file and nothing else.</summary>
    /// <returns>Whether it was taken, and its value is no longer needed.</returns>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public bool Take(SecretPlan plan, SecretAddress address, SecretValue value)
    {
        if (value.Length < Least || plan.Values.Any(pair => pair.Value == address))
        {
            return false;
        }

        return plan.Paths.Any(pair => pair.Value == address)
            ? paths.TryAdd(address, SealedFile.Create(address, value.Reveal()))
            : plan.Folder.Values.Contains(address) && folder!.Take(address, value);
    }

    /// <summary>The path of a secret that was taken into a file in memory; null for all others.</summary>
    public string? PathOf(SecretAddress address) => paths.GetValueOrDefault(address);
}
