using Xunit;

namespace Coffer.Cli.Tests.OutputTests;

public sealed class PathInTests
{
    // With .NET's texts, and without them, as in a static binary.
    [Theory]
    [InlineData("Access to the path '/etc/x' is denied.", "'/etc/x': ")]
    [InlineData("UnauthorizedAccess_IODenied_Path, /etc/x", "'/etc/x': ")]
    [InlineData("Input/output error : '/etc/x'", "'/etc/x': ")]
    [InlineData("IO_FileNotFound_FileName, /a, b/c", "'/a, b/c': ")]
    [InlineData("Could not find file '/a b/\u0007'.", "'/a b/?': ")]
    [InlineData("net_io_readfailure, Connection reset by peer", "")]
    [InlineData("Input/output error", "")]
    [InlineData("", "")]
    public void Of_a_message_the_path_is_told(string message, string path) => Assert.Equal(path, CommandLine.PathIn(message));
}
