using Coffer.Core.Formats;
using Coffer.Core.Model;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Formats;

public sealed class KmsBlobTests
{
    [Theory]
    [InlineData(1, 167)]
    [InlineData(2, 184)]
    public void A_32_byte_plaintext_has_the_sizes_of_real_blobs(byte a, int bytes)
    {
        var blob = KmsBlobs.Make(32, a);
        Assert.Equal(bytes, blob.Length);
        Assert.True(KmsBlob.TryParse(blob, out var parsed));
        Assert.Equal(new KmsBlob(Convert.ToHexStringLower(KmsBlobs.Fingerprint(1)), 32, IsLocal: false), parsed);
    }

    [Fact]
    public void Every_variant_of_the_header_is_read_and_no_other()
    {
        var read = 0;
        for (var a = 0; a < 256; a++)
        {
            for (var b = 0; b < 256; b++)
            {
                var known = a is 1 or 2 && b is 1 or 2 or 3;
                Assert.Equal(known, KmsBlob.TryParse(KmsBlobs.Make(a: (byte)a, b: (byte)b), out _));
                read += known ? 1 : 0;
            }
        }

        Assert.Equal(6, read);
    }

    [Fact]
    public void Every_length_of_plaintext_is_told()
    {
        var told = 0;
        for (var bytes = 1; bytes <= KmsBlob.MaxPlaintextBytes; bytes++)
        {
            var blob = KmsBlobs.Make(bytes, a: (byte)(1 + (bytes % 2)));
            Assert.True(KmsBlob.TryParse(blob, out var parsed), $"{bytes} bytes");
            Assert.Equal(bytes, parsed.PlaintextBytes);
            told++;
        }

        Assert.Equal(4096, told);
        Assert.False(KmsBlob.TryParse(KmsBlobs.Make(0), out _), "KMS encrypts no empty plaintext");
    }

    [Fact]
    public void More_bytes_than_KMS_takes_are_no_blob()
    {
        var longest = KmsBlobs.Make(6144 - 162);
        Assert.Equal(6144, longest.Length);
        Assert.True(KmsBlob.TryParse(longest, out _));
        Assert.False(KmsBlob.TryParse(KmsBlobs.Make(6145 - 162), out _));
    }

    [Theory]
    [InlineData("coffer-local", true)]
    [InlineData("coffer-local....", true)]
    [InlineData("coffer-loca", false)]
    [InlineData("Coffer-local", false)]
    [InlineData("", false)]
    public void A_blob_of_the_local_AWS_is_known_by_its_mark(string block, bool local)
    {
        Assert.True(KmsBlob.TryParse(KmsBlobs.Make(block: block), out var parsed));
        Assert.Equal(local, parsed.IsLocal);
    }

    [Fact]
    public void Blobs_of_one_key_share_the_fingerprint_and_others_do_not()
    {
        string Of(byte[] blob) => KmsBlob.TryParse(blob, out var parsed) ? parsed.Fingerprint : "";

        Assert.Equal(Of(KmsBlobs.Make(32, key: 3)), Of(KmsBlobs.Make(77, a: 1, b: 1, key: 3)));
        Assert.NotEqual(Of(KmsBlobs.Make(32, key: 3)), Of(KmsBlobs.Make(32, key: 4)));
        Assert.Equal(64, Of(KmsBlobs.Make()).Length);
    }

    [Fact]
    public void Each_damaged_byte_is_refused_or_read_as_what_it_says()
    {
        var blob = KmsBlobs.Make(32);
        var content = blob.Length - 32 - KmsBlobs.InnerOverhead;
        var iv = content - 2 - 3 - KmsBlobs.IvBytes;
        const int Block = KmsBlobs.HeaderBytes + KmsBlobs.FingerprintBytes;
        bool IsFingerprint(int at) => at is >= KmsBlobs.HeaderBytes and < Block;
        bool IsFree(int at) => IsFingerprint(at) || at is > Block and < Block + KmsBlobs.NonceBlockBytes
            || at >= content || (at >= iv && at < iv + KmsBlobs.IvBytes);

        var read = 0;
        var refused = 0;
        for (var at = 0; at < blob.Length; at++)
        {
            for (var change = 1; change < 256; change++)
            {
                byte[] damaged = [.. blob];
                damaged[at] ^= (byte)change;
                var isVariant = at == 2 && damaged[at] is 1 or 3;
                Assert.True((IsFree(at) || isVariant) == KmsBlob.TryParse(damaged, out var parsed), $"byte {at} ^ {change:x2}");
                if (parsed is null)
                {
                    refused++;
                    continue;
                }

                read++;
                Assert.Equal(32, parsed.PlaintextBytes);
                Assert.Equal(Convert.ToHexStringLower(damaged.AsSpan(KmsBlobs.HeaderBytes, KmsBlobs.FingerprintBytes)), parsed.Fingerprint);
            }
        }

        // Free: 32 bytes of fingerprint, 16 of nonce, 12 of IV, 59 of content; and two other variants of the header.
        Assert.Equal((119 * 255) + 2, read);
        Assert.Equal(184 * 255, read + refused);
    }

    [Theory]
    [InlineData(1, 167)]
    [InlineData(2, 184)]
    public void A_blob_of_another_length_is_refused(byte a, int whole)
    {
        var blob = KmsBlobs.Make(32, a);
        var refused = 0;
        for (var length = 0; length < blob.Length; length++)
        {
            refused += KmsBlob.TryParse(blob.AsSpan(0, length), out _) ? 0 : 1;
        }

        for (var more = 1; more <= 256; more++)
        {
            refused += KmsBlob.TryParse([.. blob, .. new byte[more]], out _) ? 0 : 1;
        }

        Assert.Equal(whole + 256, refused);
    }

    [Fact]
    public void Another_structure_inside_is_refused()
    {
        var cms = KmsBlobs.Cms(59);
        Assert.True(KmsBlob.TryParse(KmsBlobs.Assemble(cms), out _));
        (string What, byte[] Cms)[] wrong =
        [
            ("signed data", KmsBlobs.Cms(59, type: "1.2.840.113549.1.7.2")),
            ("version 2", KmsBlobs.Cms(59, version: 2)),
            ("content of another type", KmsBlobs.Cms(59, data: "1.2.840.113549.1.7.3")),
            ("AES-128-GCM", KmsBlobs.Cms(59, algorithm: "2.16.840.1.101.3.4.1.6")),
            ("a short nonce", KmsBlobs.Cms(59, ivBytes: 11)),
            ("a long nonce", KmsBlobs.Cms(59, ivBytes: 16)),
            ("a short tag", KmsBlobs.Cms(59, tagBytes: 12)),
            ("no room for a plaintext", KmsBlobs.Cms(KmsBlobs.InnerOverhead)),
            ("something after it", [.. cms, 5, 0]),
            ("nothing", []),
            ("an empty sequence", [0x30, 0]),
            ("an indefinite length", [0x30, 0x80, .. cms[2..], 0, 0]),
            ("a length in two bytes where one does", [0x30, 0x81, .. cms[1..]]),
        ];
        Assert.Equal(13, wrong.Length);
        Assert.All(wrong, item => Assert.False(KmsBlob.TryParse(KmsBlobs.Assemble(item.Cms), out _), item.What));
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        const int Inputs = 200_000;
        var tried = 0;
        var edit = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 2], Gen.Byte.Array[0, 2]);
        var mutated = Gen.Select(Gen.Byte[1, 2], Gen.Byte[1, 3], Gen.Int[1, 300], edit.Array[1, 5], (a, b, bytes, edits) =>
        {
            var blob = KmsBlobs.Make(bytes, a, b);
            foreach (var (place, cut, put) in edits)
            {
                var start = (int)(place * blob.Length);
                blob = [.. blob[..start], .. put, .. blob[Math.Min(blob.Length, start + cut)..]];
            }

            return blob;
        });
        var startedWell = Gen.Byte.Array[0, 200].Select(noise => KmsBlobs.Assemble(noise));
        Gen.Frequency((2, Gen.Byte.Array[0, 300]), (2, startedWell), (6, mutated)).Sample(
            bytes =>
            {
                if (KmsBlob.TryParse(bytes, out var parsed))
                {
                    Assert.InRange(parsed.PlaintextBytes, 1, bytes.Length);
                }

                Assert.NotEqual(SealedFormat.Kms == SealedContent.Of(bytes).Format, parsed is null);
                Interlocked.Increment(ref tried);
            },
            iter: Inputs);
        Assert.Equal(Inputs, tried);
    }
}
