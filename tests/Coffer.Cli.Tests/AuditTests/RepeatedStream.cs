using Coffer.Cli.Auditing;

namespace Coffer.Cli.Tests.AuditTests;

/// <summary>A long stream that is not in memory: a beginning, one piece many times, an end; so many bytes at most with each read.</summary>
internal sealed class RepeatedStream(byte[] beginning, byte[] repeated, int times, byte[] end, int most = int.MaxValue) : ReadOnce
{
    private byte[] now = beginning;
    private int at;
    private int done = -1;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (at == now.Length)
        {
            if (done == times)
            {
                return 0;
            }

            now = ++done < times ? repeated : end;
            at = 0;
        }

        var length = Math.Min(Math.Min(buffer.Length, most), now.Length - at);
        now.AsSpan(at, length).CopyTo(buffer);
        at += length;
        return length;
    }
}
