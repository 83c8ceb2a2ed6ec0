using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Cli.Execution;

/// <summary>
/// Large secrets as files in memory that have no name: where all of them never come, the files go with this process. The smaller ones,
/// and those for which there is no room, stay with the caller.
/// </summary>
/// <param name="parent">A folder of the file system that holds them.</param>
[SupportedOSPlatform("linux")]
internal sealed class SecretPlaces(string parent) : ISecretPlaces
{
    // Below, a file costs more than the memory.
    private const int LeastBytes = 64 * 1024;

    private readonly ConcurrentDictionary<SecretAddress, LinuxFile> taken = [];

    // Each is open until all are there, and connections need theirs.
    private readonly int mostFiles = (int)Math.Min(256, (ResourceLimits.OpenFiles ?? 64) / 4);
    private int openFiles;

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "Its place closes it.")]
    public ISecretPlace? Make(SecretAddress address, long bytes) =>
        Open(bytes, []) is { } file ? new SecretPlace(file, OneLess) : null;

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "Who asks for it closes it.")]
    public bool Take(SecretAddress address, SecretValue value, ISecretPlace? place)
    {
        var file = place is SecretPlace own ? own.Hold(value) : Open(value.Length, value.Reveal());
        return file is not null && taken.TryAdd(address, file);
    }

    /// <summary>A file that was taken, which is the caller's then; null for a secret that was not.</summary>
    public LinuxFile? Give(SecretAddress address) => taken.TryRemove(address, out var file) ? file : null;

    [SuppressMessage("Reliability", "CA2000", Justification = "Its caller closes it.")]
    private LinuxFile? Open(long bytes, ReadOnlySpan<byte> content)
    {
        if (bytes < LeastBytes)
        {
            return null;
        }

        if (Interlocked.Increment(ref openFiles) <= mostFiles && MemoryFolder.MakeNameless(parent, bytes, content) is { } file)
        {
            return file;
        }

        OneLess();
        return null;
    }

    private void OneLess() => Interlocked.Decrement(ref openFiles);
}
