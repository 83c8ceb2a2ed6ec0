using System.Diagnostics;
using Coffer.Core.Formats.Envelopes;
using Xunit;

namespace Coffer.Core.Tests.Formats.Envelopes;

public sealed class MutatedMessageTests(ITestOutputHelper output)
{
    private const int Messages = 2_000_000;
    private const int Batches = 200;

    // The objects around a message's fields; and an exception with its trace, which is the runtime's and no matter of the
    // message's length: it grows with how busy the runtime is.
    private const int ObjectBytes = 1024;
    private const int ExceptionBytes = 64 * 1024;

    [Fact]
    public void Two_million_mutated_messages_are_refused_in_words_or_are_written_again_with_the_same_bytes()
    {
        var samples = IndependentMessage.All.Select(message => message.Bytes).Where(bytes => bytes.Length < 4096).Append(ManyTinyFields())
            .ToArray();
        Assert.Equal(14, samples.Length);
        var clock = Stopwatch.StartNew();
        var counts = new int[Enum.GetValues<EnvelopeProblem>().Length + 1];
        var accepted = Enumerable.Repeat(long.MinValue, Batches).ToArray();
        var refused = Enumerable.Repeat(long.MinValue, Batches).ToArray();
        Parallel.For(0, Batches, batch =>
        {
            var mutator = new MessageMutator(batch, samples);
            for (var i = 0; i < Messages / Batches; i++)
            {
                var message = mutator.Next();
                var excess = ExcessOf(message, out var problem, out var parsed);
                var (most, limit) = parsed is null ? (refused, ExceptionBytes) : (accepted, ObjectBytes);
                for (var again = 0; excess > limit && again < 10; again++)
                {
                    // What the message costs, it costs each time; what the runtime does at its own moments (compiling,
                    // collecting) it does once.
                    excess = ExcessOf(message, out _, out _);
                }

                most[batch] = Math.Max(most[batch], excess);
                Interlocked.Increment(ref counts[problem is { } own ? (int)own : ^1]);
                if (parsed is not null)
                {
                    Assert.True(parsed.HeaderBytes.SequenceEqual(parsed.Header.ToBytes()), "another header was written");
                    RequireRefusal(parsed);
                }
            }
        });

        output.WriteLine($"{counts.Sum()} messages in {clock.Elapsed.TotalSeconds:f1} s, {counts[^1]} of them well-formed");
        foreach (var problem in Enum.GetValues<EnvelopeProblem>())
        {
            output.WriteLine($"  {problem} {counts[(int)problem]}");
        }

        output.WriteLine($"at most {accepted.Max()} and, refused, {refused.Max()} bytes more than 4 times a message's own were allocated");
        Assert.InRange(accepted.Max(), long.MinValue, ObjectBytes);
        Assert.InRange(refused.Max(), long.MinValue, ExceptionBytes);
        Assert.Equal(Messages, counts.Sum());
        Assert.InRange(counts[^1], Messages / 20, Messages / 2);
    }

    /// <summary>What costs most for its length: each field is an object, and has next to no bytes.</summary>
    private static byte[] ManyTinyFields()
    {
        using var value = SecretValue.CopyOf([]);
        using var dataKey = SecretValue.CopyOf(new byte[MessageKeys.DataKeyBytes]);
        return EnvelopeWriting.Write(
            value,
            dataKey,
            [.. Enumerable.Repeat(new EncryptedDataKey("", [], []), EnvelopeHeader.MaxDataKeys)],
            Enumerable.Range('a', EnvelopeHeader.MaxContextPairs).Select(name => KeyValuePair.Create($"{(char)name}", "")));
    }

    /// <summary>How many bytes more than 4 times its own a message makes the reader allocate.</summary>
    private static long ExcessOf(ReadOnlyMemory<byte> message, out EnvelopeProblem? problem, out EnvelopeMessage? parsed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        problem = ProblemOf(message, out parsed);
        return GC.GetAllocatedBytesForCurrentThread() - before - (4L * message.Length);
    }

    private static EnvelopeProblem? ProblemOf(ReadOnlyMemory<byte> message, out EnvelopeMessage? parsed)
    {
        parsed = null;
        try
        {
            parsed = EnvelopeMessage.Parse(message);
            return null;
        }
        catch (EnvelopeException exception)
        {
            return exception.Problem;
        }
    }

    private static void RequireRefusal(EnvelopeMessage parsed)
    {
        using var dataKey = SecretValue.CopyOf([.. Enumerable.Repeat((byte)1, MessageKeys.DataKeyBytes)]);
        var refused = Assert.Throws<EnvelopeException>(() => EnvelopeOpening.Open(parsed, dataKey));
        Assert.Equal(EnvelopeProblem.Commitment, refused.Problem);
    }
}
