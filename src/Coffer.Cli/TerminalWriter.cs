using System.Text;

namespace Coffer.Cli;

/// <summary>Lets the command line library print its help through the terminal.</summary>
internal sealed class TerminalWriter : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => Terminal.Bytes(Encoding.UTF8.GetBytes(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + '\n');
}
