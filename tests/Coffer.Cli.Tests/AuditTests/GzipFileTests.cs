using System.IO.Compression;
using System.Text;
using Coffer.Cli.Auditing;
using Coffer.Core.Files;
using Xunit;

namespace Coffer.Cli.Tests.AuditTests;

public sealed class GzipFileTests
{
    private const string Text = """
        {"eventSource":"kms.amazonaws.com"}
        {"eventSource":"s3.amazonaws.com"}

        """;

    private static readonly byte[] Whole = Compress(Text);

    [Fact]
    public void Cut_anywhere_it_is_an_error()
    {
        Assert.InRange(Whole.Length, 40, 200);
        Assert.All(Enumerable.Range(1, Whole.Length - 1), length => Assert.Throws<InvalidDataException>(() => Read(Whole[..length])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void All_members_are_read(int members)
    {
        byte[] bytes = [.. Enumerable.Repeat(Whole, members).SelectMany(member => member)];
        Assert.Equal(string.Concat(Enumerable.Repeat(Text, members)), Read(bytes).TrimEnd(' ', '\t'));
    }

    [Fact]
    public void A_file_that_holds_nothing_is_whole() => Assert.Equal("", Read(Compress("")).Trim());

    [Fact]
    public void What_is_damaged_is_told_in_our_own_words()
    {
        var told = 0;
        for (var at = 0; at < Whole.Length; at++)
        {
            byte[] bytes = [.. Whole];
            bytes[at] ^= 0xff;
            try
            {
                Read(bytes);
            }
            catch (InvalidDataException damaged)
            {
                Assert.StartsWith("what is compressed is ", damaged.Message, StringComparison.Ordinal);
                told += damaged.Message.EndsWith("damaged", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        Assert.True(told > 0, "no byte was looked at by the library itself");
    }

    private static string Read(byte[] bytes)
    {
        using var file = new OpenedStream(new PortableFile(new MemoryStream(bytes), FileKind.File), ReadOnlyMemory<byte>.Empty);
        using var gzip = new GzipFile(file);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    private static byte[] Compress(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
