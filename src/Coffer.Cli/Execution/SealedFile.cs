using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>
/// A secret as a file that exists in memory only (memfd_create(2)): nobody can change it, not even its owner; it has no
/// name in any folder, and goes with the last process that has it open. Numbers are the Linux ABI's.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class SealedFile
{
    private const uint CloseOnExec = 1;
    private const uint AllowSealing = 2;
    private const uint NeverExecutable = 8;
    private const int Duplicate = 0;
    private const int AddSeals = 1033;
    private const int AllSeals = 1 | 2 | 4 | 8;
    private const int OnlyOwnerReads = 0x100;

    // Shells and scripts use the numbers below for files of their own, and would close ours.
    private const int PreferredNumber = 200;
    private const int LeastNumber = 3;

    /// <summary>Makes one that the command inherits.</summary>
    /// <returns>The path by which the command opens it.</returns>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public static string Create(SecretAddress address, ReadOnlySpan<byte> content)
    {
        using var file = Open(address);
        try
        {
            // By position: the command reads from the beginning, by path or by number.
            file.WriteAt(0, content);
            Posix.Require(Posix.ChangeMode(file.Descriptor, OnlyOwnerReads));
        }
        catch (SystemCallException exception)
        {
            throw CannotMake(address, exception.Message, "look at the container's memory limit, and at 'ulimit -f'", exception);
        }

        if (Posix.Control(file.Descriptor, AddSeals, AllSeals) != 0)
        {
            throw CannotMake(address, $"it cannot be sealed (errno {Marshal.GetLastPInvokeError()})");
        }

        var number = Posix.Control(file.Descriptor, Duplicate, PreferredNumber);
        if (number < 0)
        {
            number = Posix.Control(file.Descriptor, Duplicate, LeastNumber);
        }

        return number >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{number}")
            : throw NoneFree(address);
    }

    private static LinuxFile Open(SecretAddress address)
    {
        var flags = CloseOnExec | AllowSealing | NeverExecutable;
        var number = MemoryFile("coffer", flags);
        if (number < 0 && Marshal.GetLastPInvokeError() == SystemError.InvalidArgument)
        {
            // Before Linux 6.3 there was no such flag.
            number = MemoryFile("coffer", flags & ~NeverExecutable);
        }

        if (number < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw SystemError.IsTooManyOpen(error)
                ? NoneFree(address)
                : CannotMake(address, $"this system has no files in memory (errno {error})", "use '--dir' with a folder on tmpfs");
        }

        return new LinuxFile(number);
    }

    private static CofferException NoneFree(SecretAddress address) => CannotMake(
        address, "the limit of open files is reached", "raise the limit ('ulimit -n'), or use '--dir' with a folder on tmpfs");

    private static CofferException CannotMake(SecretAddress address, string why, string? hint = null, Exception? cause = null) =>
        new(ErrorCode.CannotWrite, $"'{address}' cannot become a file in memory: {why}", hint, cause);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemoryFile(string name, uint flags);
}
