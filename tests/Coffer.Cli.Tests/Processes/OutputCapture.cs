using System.Buffers;
using System.Text;

namespace Coffer.Cli.Tests.Processes;

/// <summary>Reads a stream to its end; what came so far can be seen at any time.</summary>
internal sealed class OutputCapture
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Lock gate = new();

    public OutputCapture(Stream stream) => Ended = Task.Run(() => CopyAsync(stream));

    public Task Ended { get; }

    public byte[] SoFar
    {
        get
        {
            lock (gate)
            {
                return bytes.WrittenSpan.ToArray();
            }
        }
    }

    public string TextSoFar => Encoding.UTF8.GetString(SoFar);

    private async Task CopyAsync(Stream stream)
    {
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(stream, buffer) is > 0 and var count)
        {
            lock (gate)
            {
                bytes.Write(buffer.AsSpan(0, count));
            }
        }
    }

    private static async ValueTask<int> ReadAsync(Stream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (IOException)
        {
            // How a terminal that the last process has closed reports its end.
            return 0;
        }
    }
}
