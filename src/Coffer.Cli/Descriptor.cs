namespace Coffer.Cli;

/// <summary>
/// Writes to stdout and stderr themselves. System.Console would change the terminal that <c>exec</c> hands on, and a
/// FileStream keeps its own position where others append to the same file.
/// </summary>
internal static class Descriptor
{
    /// <summary>What is typed or piped in.</summary>
    /// <exception cref="IOException">The caller has closed it.</exception>
    public static OpenedFile OpenInput() => OperatingSystem.IsLinux()
        ? StandardDescriptors.Has(StandardDescriptors.Input) ? new LinuxFile(
            StandardDescriptors.Input, owned: false) : throw new SystemCallException(SystemError.BadDescriptor)
#pragma warning disable CA2000 // the opened file owns it
        : new PortableFile(Console.OpenStandardInput(), FileKind.Special);
#pragma warning restore CA2000

    /// <summary>Writes all of what was asked for; where the reader has gone, as <c>head</c> does, there is nobody to tell.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>: it is not there, whatever was asked for.</exception>
    public static void WriteOutput(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Write(StandardDescriptors.Output, bytes);
        }
        catch (SystemCallException exception) when (exception.Error == SystemError.ClosedPipe)
        {
            // There is nobody to tell.
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"stdout cannot be written: {FileTrouble.Cause(exception)}",
                "the output is not complete: mend stdout and run the same command again",
                exception);
        }
    }

    /// <summary>Writes what is said beside the result; where that cannot be written, the exit code has to do.</summary>
    public static void WriteErrors(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Write(StandardDescriptors.Errors, bytes);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            // There is nowhere to say it.
        }
    }

    private static void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var stream = descriptor == StandardDescriptors.Output ? Console.OpenStandardOutput() : Console.OpenStandardError();
            stream.Write(bytes);
            return;
        }

        if (!StandardDescriptors.Has(descriptor))
        {
            throw new SystemCallException(SystemError.BadDescriptor);
        }

        using var file = new LinuxFile(descriptor, owned: false);
        file.Write(bytes);
    }
}
