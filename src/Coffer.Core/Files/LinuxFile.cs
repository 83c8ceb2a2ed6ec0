using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Core.Files;

/// <summary>An open file by its descriptor, each answer of the system looked at.</summary>
/// <param name="descriptor">The descriptor.</param>
/// <param name="owned">Whether it is closed here.</param>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxFile(int descriptor, bool owned = true) : OpenedFile
{
    private FileStatus? status;
    private bool closed;

    /// <inheritdoc/>
    public override FileKind Kind => Status.Kind;

    /// <inheritdoc/>
    public override long Length => Status.Length;

    /// <summary>The descriptor.</summary>
    public int Descriptor => descriptor;

    /// <summary>Opens.</summary>
    public static LinuxFile Open(string path, int flags, int mode = 0)
    {
        while (true)
        {
            var descriptor = Posix.Open(path, flags | Posix.CloseOnExec, mode);
            if (descriptor >= 0)
            {
                return new LinuxFile(descriptor);
            }

            ThrowUnlessInterrupted();
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> into)
    {
        while (true)
        {
            fixed (byte* start = into)
            {
                var read = Posix.Read(descriptor, start, (nuint)into.Length);
                if (read >= 0)
                {
                    return (int)read;
                }
            }

            WaitOrThrow();
        }
    }

    /// <summary>Writes everything, from where the file stands.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => Write(null, bytes);

    /// <summary>Writes everything, and leaves where the file stands.</summary>
    public void WriteAt(long position, ReadOnlySpan<byte> bytes) => Write(position, bytes);

    private void Write(long? position, ReadOnlySpan<byte> bytes)
    {
        var done = 0;
        while (done < bytes.Length)
        {
            nint written;
            fixed (byte* start = bytes[done..])
            {
                var length = (nuint)(bytes.Length - done);
                written = position is { } from
                    ? Posix.WriteAt(descriptor, start, length, from + done)
                    : Posix.Write(descriptor, start, length);
            }

            if (written < 0)
            {
                WaitOrThrow();
            }
            else
            {
                done += (int)written;
            }
        }
    }

    /// <summary>Takes room for so many bytes, so that writing them cannot fail for want of it.</summary>
    public void Reserve(long bytes)
    {
        while (Posix.Reserve(descriptor, 0, 0, bytes) != 0)
        {
            ThrowUnlessInterrupted();
        }
    }

    /// <summary>Takes away what is behind so many bytes.</summary>
    public void Cut(long bytes)
    {
        while (Posix.Cut(descriptor, bytes) != 0)
        {
            ThrowUnlessInterrupted();
        }
    }

    /// <summary>Shows the first bytes of the file, without a copy of them.</summary>
    public T Look<T>(int bytes, Func<ReadOnlySpan<byte>, T> look)
    {
        const int ReadOnly = 1;
        const int Shared = 1;
        if (bytes == 0)
        {
            return look([]);
        }

        var start = Posix.Map(0, (nuint)bytes, ReadOnly, Shared, descriptor, 0);
        if (start == -1)
        {
            throw new SystemCallException(Marshal.GetLastPInvokeError());
        }

        try
        {
            return look(new ReadOnlySpan<byte>((void*)start, bytes));
        }
        finally
        {
            _ = Posix.Unmap(start, (nuint)bytes);
        }
    }

    /// <summary>Returns when the disk has it.</summary>
    public void Sync()
    {
        while (Posix.Sync(descriptor) != 0)
        {
            ThrowUnlessInterrupted();
        }
    }

    /// <summary>Waits for a lock of flock(2).</summary>
    public void Lock(int operation)
    {
        while (Posix.Lock(descriptor, operation) != 0)
        {
            ThrowUnlessInterrupted();
        }
    }

    /// <summary>Closes what was written: some file systems tell only now that they could not keep it.</summary>
    public void Close()
    {
        closed = true;

        // Linux has closed it also where a signal came between.
        if (Posix.Close(descriptor) != 0)
        {
            ThrowUnlessInterrupted();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (owned && !closed)
        {
            closed = true;
            _ = Posix.Close(descriptor);
        }
    }

    private FileStatus Status => status ??= Posix.StatusOf(descriptor);

    private static void ThrowUnlessInterrupted()
    {
        if (Marshal.GetLastPInvokeError() is var error && error != SystemError.Interrupted)
        {
            throw new SystemCallException(error);
        }
    }

    // A descriptor that the caller made non-blocking, as a shell's pipe may be.
    private static void WaitOrThrow()
    {
        if (Marshal.GetLastPInvokeError() == SystemError.TryAgain)
        {
            Thread.Sleep(1);
        }
        else
        {
            ThrowUnlessInterrupted();
        }
    }
}
