using System.Text;
using System.Text.Json;
using Coffer.Cli.Auditing;
using Xunit;

namespace Coffer.Cli.Tests.AuditTests;

public sealed class TrailReaderTests
{
    private const string One = """{"eventSource":"kms.amazonaws.com","text":"} ] \" {","inner":{"a":[{"b":1},{}]}}""";
    private const string Two = """{"eventSource":"s3.amazonaws.com"}""";

    /// <summary>The shapes, with how many objects each has.</summary>
    public static TheoryData<string, int> Shapes => new()
    {
        { $$"""{"Records":[{{One}},{{Two}}]}""", 2 },
        { $$"""{"NextToken":"x","skipped":{"a":[{{Two}}]},"Events":[{{One}}]}""", 1 },
        { $"{One}\n{Two}\n{One}\n", 3 },
        { $"{One}{Two}", 2 },
        { $"[{One},\n{Two}]", 2 },
        { $"\uFEFF{One}", 1 },
        { """{"Records":[]}""", 0 },
        { """[]""", 0 },
    };

    [Fact]
    public void No_shape_is_lost() => Assert.Equal(8, Shapes.Count);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_object_is_read_whole_wherever_the_bytes_are_cut(string json, int count)
    {
        var whole = Read(json, int.MaxValue);
        Assert.Equal(count, whole.Count(text => text is One or Two));
        var cuts = Enumerable.Range(1, 40).Select(piece => Read(json, piece)).ToList();
        Assert.All(cuts, read => Assert.Equal(whole, read));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_is_cut_off_is_an_error_or_whole_objects(string json, int count)
    {
        var outcomes = Enumerable.Range(1, json.Length - 1).Select(length => Attempt(json[..length])).ToList();
        Assert.All(outcomes, read => Assert.True(read is null || read.Count(text => text is One or Two) <= count));
        Assert.Contains(null, outcomes);
    }

    [Fact]
    public void More_than_memory_holds_goes_through_a_buffer_of_one_object()
    {
        // 64 MiB of events, made while they are read.
        const int Events = 600_000;
        var piece = Encoding.UTF8.GetBytes($"{One},\n");
        using var stream = new RepeatedStream("{\"Records\":["u8.ToArray(), piece, Events, Encoding.UTF8.GetBytes($"{Two}]}}"));
        var count = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        new TrailReader(stream).Read(_ => count++);
        Assert.Equal(Events + 1, count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * TrailReader.MaxBytes);
    }

    [Theory]
    [InlineData("""{"Records":[{"a":"LONG"}]}""")]
    [InlineData("""[{"a":"LONG"}]""")]
    [InlineData("""{"a":"LONG"}""")]
    [InlineData("""{"a":1}"LONG""")]
    public void An_object_that_is_too_long_is_an_error(string json) => Assert.Throws<InvalidDataException>(
        () => Read(json.Replace("LONG", new string('x', 3 * TrailReader.MaxBytes), StringComparison.Ordinal), int.MaxValue));

    [Fact]
    public void The_longest_object_is_read()
    {
        var longest = $$"""{"a":"{{new string('x', TrailReader.MaxBytes - 8)}}"}""";
        Assert.Equal([longest], Read($$"""{"Records":[{{longest}}]}""", 5000));
    }

    private static List<string> Read(string json, int piece)
    {
        var read = new List<string>();
        using var stream = new RepeatedStream(Encoding.UTF8.GetBytes(json), [], 0, [], piece);
        new TrailReader(stream).Read(bytes => read.Add(Encoding.UTF8.GetString(bytes.Span)));
        return read;
    }

    private static List<string>? Attempt(string json)
    {
        try
        {
            return Read(json, int.MaxValue);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
