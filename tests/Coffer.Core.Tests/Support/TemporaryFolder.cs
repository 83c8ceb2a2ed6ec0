using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Coffer.Core.Tests.Support;

/// <summary>A folder of one test, removed with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coffer-core-test-").FullName;

    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, string content) => Write(relative, Encoding.UTF8.GetBytes(content));

    public string Write(string relative, byte[] content)
    {
        var path = At(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string MakeFolder(string relative) => Directory.CreateDirectory(At(relative)).FullName;

    public string Link(string relative, string target) => File.CreateSymbolicLink(At(relative), target).FullName;

    public string Fifo(string relative)
    {
        using var process = Process.Start("mkfifo", [At(relative)]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return At(relative);
    }

    public string Socket(string relative)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(At(relative)));

        // Closing a bound socket in .NET removes its file, so what is left is given another name first.
        File.Move(At(relative), At($"{relative}.kept"));
        return At($"{relative}.kept");
    }

    /// <summary>All that is in it, links not entered, with slashes and in order.</summary>
    public string[] Everything() =>
        [.. Directory.EnumerateFileSystemEntries(
            Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => System.IO.Path.GetRelativePath(Path, path))
            .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
