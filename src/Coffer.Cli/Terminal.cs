using System.Text;
using Coffer.Core.Addresses;
using Coffer.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Cli;

/// <summary>
/// The only place that prints. Its law: stdout carries what was asked for and nothing else; everything else goes to
/// stderr with the prefix <c>coffer:</c>, in lower case, without a final period, names in single quotes, no colours.
/// It writes to the descriptors themselves: System.Console would change the terminal that <c>exec</c> hands on.
/// </summary>
internal sealed class Terminal
{
    private readonly Stream output = Open(1);
    private readonly Stream errors = Open(2);

    /// <summary>Whether somebody reads stdout on a screen.</summary>
    public static bool OutputIsTerminal => !Console.IsOutputRedirected;

    /// <summary>Writes a line that was asked for.</summary>
    public void Line(string line) => Write(output, Encoding.UTF8.GetBytes(line + '\n'));

    /// <summary>Writes bytes that were asked for, as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => Write(output, bytes);

    /// <summary>Says something beside the result.</summary>
    public void Say(string message) => Tell("coffer: ", message);

    /// <summary>Says what went wrong and what to do.</summary>
    public void Error(CofferException exception)
    {
        Tell("coffer: error: ", exception.Message);
        if (exception.Hint is { } hint)
        {
            Tell("coffer: hint: ", hint);
        }
    }

    /// <summary>Asks on the terminal for a value that is not shown.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where the end of input comes first.</exception>
    public char[] ReadHidden(string prompt)
    {
        Write(errors, Encoding.UTF8.GetBytes(prompt));
        var typed = GC.AllocateArray<char>(HiddenInput.MaxCharacters, pinned: true);
        var length = HiddenInput.Read(typed);
        Write(errors, "\n"u8);
        if (length < 0)
        {
            Array.Clear(typed);
            throw new CofferException(ErrorCode.Usage, "no value was typed");
        }

        var value = GC.AllocateArray<char>(length, pinned: true);
        typed.AsSpan(0, length).CopyTo(value);
        Array.Clear(typed);
        return value;
    }

    private void Tell(string prefix, string message) =>
        Write(errors, Encoding.UTF8.GetBytes(prefix + message + '\n'));

    private static void Write(Stream stream, ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException)
        {
            // The reader has gone, as 'head' does: there is nobody to tell.
        }
    }

    private static Stream Open(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            return descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
        }

        try
        {
#pragma warning disable CA2000 // the stream owns the handle, and both live as long as the process
            return new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
#pragma warning restore CA2000
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Closed by the caller.
            return Stream.Null;
        }
    }
}
