using System.Text.Json;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Events;

/// <summary>A line of JSON for each request: <see cref="EventRecord"/>.</summary>
internal sealed class EventFile : IDisposable
{
    private readonly FileStream file;
    private readonly TimeProvider clock;
    private readonly Lock turn = new();

    /// <exception cref="StartupException">The file cannot be written.</exception>
    public EventFile(string path, TimeProvider clock)
    {
        this.clock = clock;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            file = new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.CannotWrite, $"--events: cannot write '{path}': {e.Message}", e);
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Adds a request that was read, whether it was done or refused.</summary>
    public void Add(AwsRequest request)
    {
        if (request.Action.Length == 0)
        {
            return;
        }

        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            EventRecord.Write(json, request, clock.GetUtcNow());
        }

        line.WriteByte((byte)'\n');
        lock (turn)
        {
            file.Write(line.GetBuffer(), 0, (int)line.Length);
            file.Flush();
        }
    }
}
