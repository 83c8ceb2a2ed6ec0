namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>Changes messages at random; one seed gives one sequence.</summary>
internal sealed class MessageMutator(int seed, IReadOnlyList<byte[]> samples)
{
    private const int MaxLength = 8192;
    private const int MaxChanges = 4;
    private const int MaxBlock = 64;

    private static readonly byte[] Interesting = [0, 1, 2, 4, 5, 0x10, 0x78, 0x7f, 0x80, 0xff];

    private readonly Random random = new(seed);
    private readonly byte[] buffer = new byte[MaxLength];
    private int length;

    /// <summary>The next message; valid until the one after it.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        if (random.Next(16) == 0)
        {
            length = random.Next(512);
            random.NextBytes(buffer.AsSpan(0, length));
            new byte[] { 2, 4, 0x78 }.AsSpan(0, Math.Min(length, random.Next(4))).CopyTo(buffer);
            return buffer.AsMemory(0, length);
        }

        var sample = samples[random.Next(samples.Count)];
        sample.CopyTo(buffer, 0);
        length = sample.Length;
        for (var changes = random.Next(MaxChanges) + 1; changes > 0; changes--)
        {
            Change();
        }

        return buffer.AsMemory(0, length);
    }

    private void Change()
    {
        var at = random.Next(length);
        var block = Math.Min(random.Next(MaxBlock) + 1, length - at);
        switch (length == 0 ? 4 : random.Next(8))
        {
            case 0:
                buffer[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                buffer[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                buffer[at] = (byte)random.Next(256);
                break;
            case 3:
                buffer.AsSpan((at + block)..length).CopyTo(buffer.AsSpan(at));
                length -= block;
                break;
            case 4:
                Insert(at, random.Next(MaxBlock) + 1);
                break;
            case 5:
                length = at;
                break;
            case 6:
                buffer.AsSpan(at, block).Fill(Interesting[random.Next(Interesting.Length)]);
                break;
            default:
                var other = samples[random.Next(samples.Count)];
                var from = random.Next(other.Length);
                other.AsSpan(from, Math.Min(block, other.Length - from)).CopyTo(buffer.AsSpan(at));
                break;
        }
    }

    private void Insert(int at, int count)
    {
        if (length + count <= MaxLength)
        {
            buffer.AsSpan(at..length).CopyTo(buffer.AsSpan(at + count));
            random.NextBytes(buffer.AsSpan(at, count));
            length += count;
        }
    }
}
