using System.Text;
using Coffer.Core.Formats;
using Coffer.Core.Model;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Formats;

public sealed class SealedContentTests
{
    private const string Text = "it is text, not ciphertext";
    private const string DecodeFirst = "it is the base64 of a KMS ciphertext: decode it (base64 --decode) before storing it";

    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "hunter2", Text },
        { "hunter2\n", Text },
        { "p\u00e4ssw\u00f6rd", Text },
        { "\n\n\n", Text },
        { "user:pass@host\tx", Text },
        { "AQ", Text },
        { "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n", "it is PEM text, not ciphertext" },
        { "\r\n -----BEGIN CERTIFICATE-----\n", "it is PEM text, not ciphertext" },
        { "{\"password\":\"hunter2\"}", "it is JSON, not ciphertext" },
        { "\n  {\n  }", "it is JSON, not ciphertext" },
    };

    public static TheoryData<string, string> Magics { get; } = new()
    {
        { "1f8b0800", "it is a gzip archive, not ciphertext" },
        { "504b0304", "it is a zip archive, not ciphertext" },
        { "feedfeed00000002", "it is a Java keystore, not ciphertext" },
        { "7f454c46", "it is a program, not ciphertext" },
        { "30820a01", "it is a DER file (a certificate, a private key or a PKCS#12 keystore), not ciphertext" },
        { "efbbbf61", Text },
        { "fffe6100", Text },
        { "feff0061", Text },
    };

    [Fact]
    public void The_tables_are_whole()
    {
        Assert.Equal(10, Texts.Count);
        Assert.Equal(8, Magics.Count);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_named_as_what_it_is(string content, string problem) =>
        Assert.Equal(new SealedContent(SealedFormat.NotCiphertext, null, problem), SealedContent.Of(Encoding.UTF8.GetBytes(content)));

    [Theory]
    [MemberData(nameof(Magics))]
    public void Other_formats_are_named_as_what_they_are(string start, string problem)
    {
        byte[] content = [.. Convert.FromHexString(start), .. Noise(200)];
        Assert.Equal(new SealedContent(SealedFormat.NotCiphertext, null, problem), SealedContent.Of(content));
        Assert.Equal(SealedFormat.NotCiphertext, SealedContent.Of(Convert.FromHexString(start)).Format);
    }

    [Fact]
    public void Base64_of_every_kind_of_blob_is_told_from_other_text()
    {
        var told = 0;
        foreach (var a in (byte[])[1, 2])
        {
            foreach (var b in (byte[])[1, 2, 3])
            {
                var base64 = Convert.ToBase64String(KmsBlobs.Make(32, a, b));
                Assert.Equal(DecodeFirst, SealedContent.Of(Encoding.ASCII.GetBytes(base64)).Problem);
                Assert.Equal(DecodeFirst, SealedContent.Of(Encoding.ASCII.GetBytes($"\n{base64}\n")).Problem);
                told++;
            }
        }

        Assert.Equal(6, told);
        Assert.Equal(
            "it is the base64 of an Encryption SDK message: decode it before storing it",
            SealedContent.Of(Encoding.ASCII.GetBytes(Convert.ToBase64String([2, 4, 0x78, .. Noise(300)]))).Problem);
    }

    [Fact]
    public void A_blob_is_told_by_its_whole_outside()
    {
        var content = SealedContent.Of(KmsBlobs.Make(20, key: 9));
        Assert.Equal(SealedFormat.Kms, content.Format);
        Assert.Equal(new KmsBlob(Convert.ToHexStringLower(KmsBlobs.Fingerprint(9)), 20, IsLocal: false), content.Blob);
        Assert.Null(content.Problem);
    }

    [Theory]
    [InlineData("020478", "Envelope")]
    [InlineData("020578", "Envelope")]
    [InlineData("020378", "Envelope")]
    [InlineData("020479", "Unknown")]
    [InlineData("0a20", "Unknown")]
    [InlineData("0180", "Unknown")]
    [InlineData("01800378", "Envelope")]
    [InlineData("01800014", "Envelope")]
    [InlineData("0102020078", "Unknown")]
    public void The_first_bytes_tell_the_other_ciphertexts(string start, string format)
    {
        var content = SealedContent.Of([.. Convert.FromHexString(start), .. Noise(200)]);
        Assert.Equal(format, content.Format.ToString());
        Assert.Equal(format == "Envelope", content.Problem is null);
        Assert.Null(content.Blob);
    }

    [Theory]
    [InlineData("0a20", "it may be a KMS ciphertext of 2014 or earlier (it starts with 0a 20)")]
    [InlineData("0180", "it is an Encryption SDK message of format version 1, which commits to no key")]
    [InlineData("0102020078", "its outside is not that of a KMS ciphertext (it starts with 01 02 02 00 78)")]
    public void A_doubtful_outside_is_named_by_its_first_bytes(string start, string problem) =>
        Assert.Equal(problem, SealedContent.Of([.. Convert.FromHexString(start), .. Noise(200)]).Problem);

    [Fact]
    public void An_empty_file_is_called_empty() => Assert.Equal("it is empty", SealedContent.Of([]).Problem);

    [Fact]
    public void A_short_binary_key_is_refused_without_a_byte_of_it()
    {
        const int Keys = 20_000;
        var tooShort = 0;
        Gen.Byte.Array[32].Sample(
            key =>
            {
                var content = SealedContent.Of(key);
                if (content.Format == SealedFormat.Envelope)
                {
                    // One key in 350,000 starts as a message does: it is refused as one that is cut, and nothing of it is said.
                    Assert.Null(content.Problem);
                    return;
                }

                if (content.Problem != "it has 32 bytes, too few for a ciphertext")
                {
                    // A key may start as some other format does, and then its name is all that is said.
                    Assert.StartsWith("it is ", content.Problem, StringComparison.Ordinal);
                    return;
                }

                Assert.Equal(SealedFormat.NotCiphertext, content.Format);
                Interlocked.Increment(ref tooShort);
            },
            iter: Keys);
        Assert.InRange(tooShort, Keys * 99 / 100, Keys);
    }

    [Theory]
    [InlineData(99, "NotCiphertext")]
    [InlineData(100, "Unknown")]
    public void From_100_bytes_on_binary_content_may_be_ciphertext(int bytes, string format) =>
        Assert.Equal(format, SealedContent.Of(Noise(bytes)).Format.ToString());

    // Not UTF-8, and not the start of anything.
    private static byte[] Noise(int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)(0xF8 - (i % 7)))];
}
