using System.Collections.Concurrent;
using Coffer.Core.Formats.Envelopes;
using Xunit;

namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>No byte of a message can change, be missing, or be one too many.</summary>
public sealed class ChangedByteTests(ITestOutputHelper output)
{
    // Each bit by itself, and all of them.
    private static readonly byte[] Patterns = [1, 2, 4, 8, 16, 32, 64, 128, 0xff];

    public static TheoryData<string, int> Samples { get; } = new()
    {
        { "v2-0478-small", 301 },
        { "v2-0478-frames", 585 },
        { "v2-0478-empty", 222 },
        { "v2-0478-exact", 481 },
        { "v2-0578-small", 500 },
        { "v2-0578-frames", 717 },
    };

    [Fact]
    public void The_sample_has_2806_bytes()
    {
        Assert.Equal(6, Samples.Count);
        Assert.Equal(2806, Samples.Sum(row => row.Data.Item2));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_byte_changed_is_refused_for_where_it_is(string name, int length)
    {
        var message = IndependentMessage.Load(name);
        var counts = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var regions = MessageRegion.Of(message);
        Parallel.For(0, length, at =>
        {
            var region = regions.First(region => at < region.End);
            foreach (var pattern in Patterns)
            {
                var changed = message.Bytes.ToArray();
                changed[at] ^= pattern;
                var problem = message.ProblemOf(changed);
                Assert.True(
                    problem is { } own && region.Problems.Contains(own),
                    $"{region.Name}, byte {at} ^ {pattern:x2}: {problem?.ToString() ?? "opened"}");
                counts.AddOrUpdate($"{region.Name}: {problem}", 1, static (_, count) => count + 1);
            }
        });

        Print(name, counts);
        Assert.Equal(length * Patterns.Length, counts.Values.Sum());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_truncation_is_refused_for_what_is_missing(string name, int length)
    {
        var message = IndependentMessage.Load(name);
        var header = message.Expected.GetProperty("headerLength").GetInt32();
        var footer = MessageRegion.Of(message)[^2].End;
        var isSigned = footer < length;
        var counts = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        for (var end = 0; end < length; end++)
        {
            var expected = end < header ? EnvelopeProblem.Header
                : isSigned && end >= footer ? EnvelopeProblem.Signature
                : EnvelopeProblem.Body;
            var problem = message.ProblemOf(message.Bytes.AsMemory(..end));
            Assert.True(problem == expected, $"{end} bytes: {problem?.ToString() ?? "opened"}");
            counts.AddOrUpdate($"{problem}", 1, static (_, count) => count + 1);
        }

        Print(name, counts);
        Assert.Equal(length, counts.Values.Sum());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_byte_after_the_end_is_refused(string name, int length)
    {
        var message = IndependentMessage.Load(name);
        var expected = MessageRegion.Of(message)[^2].End < length ? EnvelopeProblem.Signature : EnvelopeProblem.Body;
        var refused = 0;
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            Assert.Equal(expected, message.ProblemOf((byte[])[.. message.Bytes, (byte)value]));
            refused++;
        }

        output.WriteLine($"{name}: {refused} extensions refused");
        Assert.Equal(256, refused);
    }

    private void Print(string name, ConcurrentDictionary<string, int> counts)
    {
        output.WriteLine($"{name}: {counts.Values.Sum()} refused");
        foreach (var (label, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"  {label} {count}");
        }
    }
}
