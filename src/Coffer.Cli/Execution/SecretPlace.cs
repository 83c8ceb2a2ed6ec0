using System.Runtime.Versioning;
using Coffer.Core.Ports;

namespace Coffer.Cli.Execution;

/// <summary>The place of a large secret: a file in memory that has no name yet, and is gone with this process where it gets none.</summary>
/// <param name="file">The file, which has room for the ciphertext.</param>
/// <param name="closed">Is told that it is no place any more.</param>
[SupportedOSPlatform("linux")]
internal sealed class SecretPlace(LinuxFile file, Action closed) : ISecretPlace
{
    // An attempt that nobody waits for may still read: its bytes must not go into another file that has the descriptor by then.
    private readonly Lock writing = new();
    private bool isClosed;

    /// <inheritdoc/>
    public int Length { get; private set; }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (writing)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            try
            {
                file.WriteAt(Length, bytes);
                Length += bytes.Length;
            }
            catch (SystemCallException exception)
            {
                throw Failed(exception);
            }
        }
    }

    /// <inheritdoc/>
    public T Look<T>(Func<ReadOnlySpan<byte>, T> look)
    {
        lock (writing)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            try
            {
                return file.Look(Length, look);
            }
            catch (SystemCallException exception)
            {
                throw Failed(exception);
            }
        }
    }

    /// <summary>Puts the value where the ciphertext was.</summary>
    /// <returns>The file, which is the caller's now.</returns>
    public LinuxFile Hold(SecretValue value)
    {
        lock (writing)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            try
            {
                file.WriteAt(0, value.Reveal());
                file.Cut(value.Length);
            }
            catch (SystemCallException exception)
            {
                throw Failed(exception);
            }

            isClosed = true;
            return file;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (writing)
        {
            if (!isClosed)
            {
                isClosed = true;
                file.Dispose();
                closed();
            }
        }
    }

    // The system's own, and no matter of the network that is asked again.
    private static CofferException Failed(SystemCallException exception) => new(
        ErrorCode.CannotWrite,
        $"a large secret cannot be kept in the folder of '--dir': {FileTrouble.Cause(exception)}",
        "look at the container's memory limit and at 'ulimit -v', and at the room of the tmpfs",
        exception);
}
