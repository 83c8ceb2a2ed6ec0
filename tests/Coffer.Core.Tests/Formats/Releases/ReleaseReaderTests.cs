using System.Text;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Tests.Formats.Envelopes;
using Coffer.Core.Tests.Support;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Formats.Releases;

public sealed class ReleaseReaderTests(ITestOutputHelper output)
{
    private const string Entry = """{"ciphertext":"AA=="}""";

    [Fact]
    public void What_terraform_writes_is_read_and_written_again_with_the_same_bytes()
    {
        var release = Samples.Read(Samples.Written);
        Assert.Equal(10, release.Secrets.Count);
        Assert.Equal([0xfb, 0xff], Assert.IsType<InlineEntry>(release.Secrets["0"]).Ciphertext.ToArray());
        Assert.Equal(new StoredEntry(Samples.Digest, "3HL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY"), release.Secrets["a/b"]);
        Assert.Equal(Samples.Written, Encoding.UTF8.GetString(ReleaseWriter.Write(release).Span));
    }

    [Fact]
    public void Whatever_is_written_is_read_and_written_again_with_the_same_bytes() =>
        Samples.Any.Sample(
            release =>
            {
                var written = ReleaseWriter.Write(release);
                var read = Samples.Read(written);
                Assert.Equal(release.Secrets.Keys.Order(StringComparer.Ordinal), read.Secrets.Keys);
                Assert.Equal(release.Seed?.ToArray(), read.Seed?.ToArray());
                Assert.True(ReleaseWriter.Write(read).Span.SequenceEqual(written.Span));
            },
            iter: 10_000);

    [Fact]
    public void A_changed_release_is_refused_in_words_or_is_written_again_with_the_same_bytes()
    {
        const int Messages = 60_000;
        const string Alphabet = "ABCabc019+/=._-\"{}";
        var random = new Random(1);
        var mutator = new MessageMutator(1, [Encoding.UTF8.GetBytes(Samples.Written), Encoding.UTF8.GetBytes(Of($"\"a\":{Entry}"))]);
        var accepted = 0;
        for (var i = 0; i < Messages; i++)
        {
            var content = mutator.Next();
            if (i % 2 == 0)
            {
                // One character more, less or other, mostly one that may be there.
                var at = random.Next(Samples.Written.Length);
                content = Encoding.UTF8.GetBytes(
                    Samples.Written.Remove(at, random.Next(2)).Insert(at, $"{Alphabet[random.Next(Alphabet.Length)]}"[random.Next(2)..]));
            }

            try
            {
                Assert.True(ReleaseWriter.Write(Samples.Read(content)).Span.SequenceEqual(content.Span));
                accepted++;
            }
            catch (CofferException exception)
            {
                Assert.Equal(ErrorCode.Malformed, exception.Code);
            }
        }

        output.WriteLine($"{accepted} of {Messages} are releases");
        Assert.InRange(accepted, 1000, Messages / 2);
    }

    [Theory]
    [InlineData("", "it is not well-formed JSON")]
    [InlineData("{", "it is not well-formed JSON")]
    [InlineData("[]", "it is not an object")]
    [InlineData("null", "it is not an object")]
    [InlineData("{}", "it has no field 'version'")]
    [InlineData("""{"environment":"staging","secrets":{},"service":"api","version":3}""",
        "it is of a format that this version of coffer does not know")]
    [InlineData("""{"environment":"staging","secrets":{},"service":"api","version":0}""",
        "it is of a format that this version of coffer does not know")]
    [InlineData("""{"environment":"staging","later":1,"secrets":{},"service":"api","version":3}""",
        "it is of a format that this version of coffer does not know")]
    [InlineData("""{"environment":"staging","secrets":{},"service":"api","version":2}""",
        "it has no field 'privateKey'")]
    [InlineData("""{"environment":"staging","privateKey":"AA==","secrets":{},"service":"api","version":1}""",
        "it has the unknown field 'privateKey'")]
    [InlineData("""{"environment":"staging","privateKey":"","secrets":{},"service":"api","version":2}""",
        "'privateKey' is not the base64 of 1 to 16384 bytes")]
    [InlineData("""{"environment":"staging","privateKey":1,"secrets":{},"service":"api","version":2}""",
        "'privateKey' is not the base64 of 1 to 16384 bytes")]
    [InlineData("""{"environment":"staging","secrets":{},"privateKey":"AA==","service":"api","version":2}""",
        "it is not written as Terraform's jsonencode writes it")]
    [InlineData("""{"environment":"staging","secrets":{},"service":"api","version":1.0}""",
        "it is of a format that this version of coffer does not know")]
    [InlineData("""{"environment":"staging","secrets":{},"service":"api","version":"1"}""",
        "it is of a format that this version of coffer does not know")]
    [InlineData("""{"environment":"staging","extra":1,"secrets":{},"service":"api","version":1}""", "it has the unknown field 'extra'")]
    [InlineData("""{"environment":"staging","environment":"staging","secrets":{},"service":"api","version":1}""",
        "it has the field 'environment' twice")]
    [InlineData("""{"environment":"staging","secrets":{},"version":1}""", "it has no field 'service'")]
    [InlineData("""{"environment":1,"secrets":{},"service":"api","version":1}""", "'environment' of it is not a text")]
    [InlineData("""{"environment":"staging","secrets":[],"service":"api","version":1}""", "'secrets' is not an object")]
    [InlineData("""{"environment":"production","secrets":{},"service":"api","version":1}""",
        "is that of the environment 'production', not of 'staging'")]
    [InlineData("""{"environment":"staging","secrets":{},"service":"web","version":1}""", "is that of the service 'web', not of 'api'")]
    [InlineData("""{"environment":"\ud800","secrets":{},"service":"api","version":1}""", "it has a text that is not Unicode")]
    [InlineData("""{"secrets":{},"environment":"staging","service":"api","version":1}""",
        "it is not written as Terraform's jsonencode writes it, from byte 2 on")]
    [InlineData("""{"environment":"staging","secrets":{},"service":"api","version":1} """,
        "it is not written as Terraform's jsonencode writes it, from byte 66 on")]
    [InlineData("""{"environment":"staging", "secrets":{},"service":"api","version":1}""",
        "it is not written as Terraform's jsonencode writes it, from byte 25 on")]
    [InlineData("""{"environment":"stagin\u0067","secrets":{},"service":"api","version":1}""",
        "it is not written as Terraform's jsonencode writes it, from byte 22 on")]
    public void What_is_no_release_is_refused(string text, string reason) => Refused(text, reason);

    [Theory]
    [InlineData($"\"b\":{Entry},\"a\":{Entry}", "it is not written as Terraform's jsonencode writes it")]
    [InlineData($"\"a\":{Entry},\"a\":{Entry}", "'secrets' has the field 'a' twice")]
    [InlineData($"\"A\":{Entry},\"a\":{Entry}", "the names 'A' and 'a' differ only by case")]
    [InlineData($"\"\":{Entry}", "'' is not the name of a secret: it has an empty segment")]
    [InlineData($"\"..\":{Entry}", "'..' is not the name of a secret: it has the segment '..'")]
    [InlineData($"\"a/.b\":{Entry}", "'a/.b' is not the name of a secret: the segment '.b' starts with a dot")]
    [InlineData($"\"a b\":{Entry}", "'a b' is not the name of a secret: the segment 'a b' has a character other than")]
    [InlineData($"\"\\u003c\":{Entry}", "'<' is not the name of a secret")]
    [InlineData("\"a\":\"AA==\"", "the secret 'a' is not an object")]
    [InlineData("\"a\":{}", "the secret 'a' has no field 'sha256'")]
    [InlineData("\"a\":{\"ciphertext\":1}", "'ciphertext' of the secret 'a' is not the base64 of 1 to 16384 bytes")]
    [InlineData("\"a\":{\"ciphertext\":\"\"}", "'ciphertext' of the secret 'a' is not the base64 of 1 to 16384 bytes")]
    [InlineData("\"a\":{\"ciphertext\":\"AA\"}", "'ciphertext' of the secret 'a' is not the base64 of 1 to 16384 bytes")]
    [InlineData("\"a\":{\"ciphertext\":\"AB==\"}", "is not the base64 of 1 to 16384 bytes")]
    [InlineData("\"a\":{\"ciphertext\":\"A A==\"}", "it is not written as Terraform's jsonencode writes it")]
    [InlineData("\"a\":{\"ciphertext\":\"AA==\",\"version\":\"v\"}", "the secret 'a' has the unknown field 'version'")]
    [InlineData("\"a\":{\"sha256\":\"00\",\"version\":\"v\"}", "'sha256' of the secret 'a' is not 64 lower-case hexadecimal digits")]
    [InlineData(
        "\"a\":{\"sha256\":\"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef\",\"version\":\"v\"}",
        "'sha256' of the secret 'a' is not 64")]
    [InlineData("\"a\":{\"sha256\":\"" + Samples.Digest + "\"}", "the secret 'a' has no field 'version'")]
    [InlineData(
        "\"a\":{\"sha256\":\"" + Samples.Digest + "\",\"version\":\"\"}", "'version' of the secret 'a' is not the id of a version in S3")]
    [InlineData(
        "\"a\":{\"sha256\":\"" + Samples.Digest + "\",\"version\":\"null\"}",
        "'version' of the secret 'a' is not the id of a version in S3")]
    [InlineData(
        "\"a\":{\"sha256\":\"" + Samples.Digest + "\",\"version\":\"a b\"}",
        "'version' of the secret 'a' is not the id of a version in S3")]
    public void What_is_no_secret_is_refused(string secrets, string reason) => Refused(Of(secrets), reason);

    [Fact]
    public void Sizes_are_limited()
    {
        Assert.Single(Samples.Read(Of(Inline(Release.MaxInlineBytes))).Secrets);
        Refused(Of(Inline(Release.MaxInlineBytes + 1)), "is not the base64 of 1 to 16384 bytes");
        Refused(new string(' ', Release.MaxBytes + 1), "it has 16777217 bytes, more than the 16777216 that are read");
        var longest = new string('a', 900 - "staging/api/".Length);
        Assert.Single(Samples.Read(Of($"\"{longest}\":{Entry}")).Secrets);
        Refused(Of($"\"{longest}a\":{Entry}"), "it is longer than 900 bytes");
    }

    private static string Inline(int bytes) => $"\"a\":{{\"ciphertext\":\"{Convert.ToBase64String(new byte[bytes])}\"}}";

    private static string Of(string secrets) =>
        $"{{\"environment\":\"staging\",\"secrets\":{{{secrets}}},\"service\":\"api\",\"version\":1}}";

    private static void Refused(string text, string reason)
    {
        var exception = Failures.Of(ErrorCode.Malformed, () => Samples.Read(text));
        Assert.StartsWith("the release is ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Hint);
    }
}
