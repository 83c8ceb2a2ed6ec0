using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Text;
using System.Text.Json;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

public sealed class CiphertextBlobTests : ServerTest
{
    [Theory]
    [InlineData(1, 153)]
    [InlineData(32, 184)]
    [InlineData(4096, 4258)]
    public async Task Sizes_are_those_of_the_real_one(int plaintext, int blob) =>
        Assert.Equal(blob, (await EncryptAsync(await CreateKeyAsync(), new byte[plaintext])).Length);

    [Fact]
    public async Task The_outside_can_be_read_without_a_key()
    {
        var key = await CreateKeyAsync();
        var blob = await EncryptAsync(key, new byte[100]);
        var again = await EncryptAsync(key, new byte[100]);
        var other = await EncryptAsync(await CreateKeyAsync(), new byte[100]);

        Assert.Equal([1, 2, 2, 0, 0x78], blob[..5]);
        Assert.Equal("AQICAH", Convert.ToBase64String(blob)[..6]);
        Assert.Equal(blob[5..37], again[5..37]);
        Assert.NotEqual(blob[5..37], other[5..37]);
        Assert.Equal(1, blob[37]);
        Assert.Equal("coffer-local", Encoding.ASCII.GetString(blob, 38, 12));
        Assert.Equal(blob.Length - 58, (blob[54] << 24) | (blob[55] << 16) | (blob[56] << 8) | blob[57]);

        var outer = new AsnReader(blob.AsMemory(58), AsnEncodingRules.DER).ReadSequence();
        Assert.Equal("1.2.840.113549.1.7.6", outer.ReadObjectIdentifier());
        var data = outer.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        Assert.Equal(0, data.ReadInteger());
        var info = data.ReadSequence();
        Assert.Equal("1.2.840.113549.1.7.1", info.ReadObjectIdentifier());
        var algorithm = info.ReadSequence();
        Assert.Equal("2.16.840.1.101.3.4.1.46", algorithm.ReadObjectIdentifier());
        var parameters = algorithm.ReadSequence();
        Assert.Equal(12, parameters.ReadOctetString().Length);
        Assert.Equal(16, parameters.ReadInteger());
        Assert.Equal(127, info.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0)).Length);
    }

    [Fact]
    public async Task Every_changed_missing_or_added_byte_is_refused()
    {
        var blob = await EncryptAsync(await CreateKeyAsync(), new byte[32]);
        List<byte[]> damaged = [blob[..^1], [.. blob, 0], blob[1..], OfGeneration(blob, -1), OfGeneration(blob, 1)];
        for (var i = 0; i < blob.Length; i++)
        {
            var copy = (byte[])blob.Clone();
            copy[i] ^= (byte)(1 << (i % 8));
            damaged.Add(copy);
        }

        var codes = new List<string>();
        foreach (var bytes in damaged)
        {
            codes.Add((await ErrorAsync(() => DecryptAsync(bytes))).Code);
        }

        Assert.Equal(189, codes.Count);
        Assert.Equal(157, codes.Count(c => c == "InvalidCiphertextException"));
        Assert.Equal(32, codes.Count(c => c == "AccessDeniedException"));
        Assert.Equal(new byte[32], await DecryptAsync(blob));
    }

    private static byte[] OfGeneration(byte[] blob, int generation)
    {
        var copy = (byte[])blob.Clone();
        BinaryPrimitives.WriteInt32BigEndian(copy.AsSpan(50), generation);
        return copy;
    }

    [Fact]
    public void Contexts_never_share_a_serialisation()
    {
        string[] contexts = ["""{"a":"bc"}""", """{"ab":"c"}""", """{"a":"b","c":"d"}""", """{"a":"bcd"}""", "{}"];
        var bytes = contexts.SelectMany(c => new[] { "arn", "arna" }, (c, arn) =>
        {
            using var document = JsonDocument.Parse($$"""{"C":{{c}}}""");
            return Convert.ToHexString(KmsContext.Read(new KmsParameters(document.RootElement), "C").Canonical(arn));
        }).ToList();

        Assert.Equal(10, bytes.Distinct().Count());
    }
}
