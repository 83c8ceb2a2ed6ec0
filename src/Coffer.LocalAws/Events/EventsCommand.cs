using System.CommandLine;
using System.Text;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.Events;

/// <summary><c>coffer-local events</c>: a file of <c>--events</c> as a table, and on request each event as it comes.</summary>
internal static class EventsCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file that --events writes" };
        var follow = new Option<bool>("--follow") { Description = "Wait for the next events, until it is ended" };
        var command = new Command("events", "Show a file of events as a table") { file, follow };
        command.SetAction((result, cancellation) =>
            RunAsync(result.GetValue(file)!, result.GetValue(follow), Console.Out, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool follow, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            await using var file = Open(path, follow);
            await PrintAsync(file, follow, output, cancellation);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"coffer-local: error: cannot read '{path}': {e.Message}");
            return (int)(e is FileNotFoundException or DirectoryNotFoundException ? ExitCode.NotFound : ExitCode.CannotWrite);
        }
    }

    // Who follows may come before the server.
    private static FileStream Open(string path, bool follow)
    {
        var options = new FileStreamOptions
        {
            Mode = follow ? FileMode.OpenOrCreate : FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete,
        };
        if (follow && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static async Task PrintAsync(FileStream file, bool follow, TextWriter output, CancellationToken cancellation)
    {
        await output.WriteLineAsync(EventRow.Head.ToString());
        using var line = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellation)) > 0 || follow)
        {
            foreach (var row in Rows(buffer.AsSpan(0, read), line))
            {
                await output.WriteLineAsync(row.ToString());
            }

            await output.FlushAsync(cancellation);
            if (read == 0)
            {
                await Task.Delay(Look, cancellation);
            }
        }
    }

    /// <summary>The rows of the lines that end in some bytes. A line is written whole, but may be read in parts.</summary>
    private static List<EventRow> Rows(ReadOnlySpan<byte> bytes, MemoryStream line)
    {
        var rows = new List<EventRow>();
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            line.Write(bytes[..end]);
            if (EventRow.Read(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length)) is { } row)
            {
                rows.Add(row);
            }

            line.SetLength(0);
            bytes = bytes[(end + 1)..];
        }

        line.Write(bytes);
        return rows;
    }
}
