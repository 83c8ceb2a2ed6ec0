using System.Text;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Formats.Pairs;

public sealed class PairMessageTests
{
    private static readonly SecretAddress Address = new("staging", "api", "db-password");

    [Fact]
    public void Each_byte_that_is_changed_is_refused()
    {
        var vector = PairVector.Load("small");
        using var key = PairVector.KeyOf(vector.Key);
        var message = vector.Message;
        var refused = 0;
        foreach (var at in Enumerable.Range(0, message.Length))
        {
            foreach (var bit in (int[])[1, 0x80])
            {
                var changed = message.ToArray();
                changed[at] ^= (byte)bit;
                Assert.Throws<PairException>(() => PairMessage.Open(changed, key, vector.Address));
                refused++;
            }
        }

        Assert.Equal(2 * 1203, refused);
    }

    [Theory]
    [InlineData("coffer", false)]
    [InlineData("coffers are full", false)]
    [InlineData("coffer\tseals", false)]
    [InlineData("coffer\nseals", false)]
    [InlineData("coffer\0", true)]
    [InlineData("coffer\b", true)]
    public void No_text_is_one(string file, bool isOne) => Assert.Equal(isOne, PairMessage.Is(Encoding.ASCII.GetBytes(file)));

    [Fact]
    public void Each_length_that_is_cut_off_is_refused_and_so_is_a_byte_more()
    {
        var vector = PairVector.Load("small");
        using var key = PairVector.KeyOf(vector.Key);
        var message = vector.Message;
        foreach (var length in Enumerable.Range(0, message.Length))
        {
            Assert.Throws<PairException>(() => PairMessage.Open(message.AsSpan(0, length), key, vector.Address));
        }

        Assert.Equal(1203, message.Length);
        Assert.Throws<PairException>(() => PairMessage.Open([.. message, 0], key, vector.Address));
    }

    [Fact]
    public void What_is_sealed_opens_at_its_address_alone() => (
        from value in Gen.Byte.Array[0, 5000]
        from one in Segments
        from other in Segments
        select (value, one, other)).Sample(
        sample =>
        {
            using var seed = PrivateKey.NewSeed();
            using var key = PrivateKey.Of(seed);
            using var value = SecretValue.CopyOf(sample.value);
            var file = PairMessage.Seal(key.Public, sample.one, value);
            Assert.Equal(PairMessage.Overhead + value.Length, file.Length);
            Assert.Equal(key.Public.IdText, PairMessage.KeyIdOf(file));
            using var opened = PairMessage.Open(file, key, sample.one);
            Assert.Equal(sample.value, opened.Reveal());
            if (sample.one != sample.other)
            {
                Assert.Equal(PairProblem.Refused, ProblemOf(() => PairMessage.Open(file, key, sample.other)));
            }
        },
        iter: 200);

    [Fact]
    public void The_same_value_is_never_sealed_the_same_way()
    {
        using var seed = PrivateKey.NewSeed();
        using var key = PrivateKey.Of(seed);
        using var value = SecretValue.CopyOf("value"u8);
        var files = Enumerable.Range(0, 50).Select(_ => PairMessage.Seal(key.Public, Address, value)).ToList();

        // In no part of what is random: the two encapsulations, the ciphertext.
        foreach (var part in (Range[])[46..1134, 1134..1166, 1166..1171])
        {
            Assert.Equal(files.Count, files.Select(file => Convert.ToHexString(file[part])).Distinct().Count());
        }
    }

    [Fact]
    public void One_key_opens_many_files_at_a_time()
    {
        using var seed = PrivateKey.NewSeed();
        using var key = PrivateKey.Of(seed);
        var opened = 0;
        Parallel.For(0, 500, number =>
        {
            using var value = SecretValue.CopyOf(BitConverter.GetBytes(number));
            var address = Address with { Name = $"name-{number}" };
            using var again = PairMessage.Open(PairMessage.Seal(key.Public, address, value), key, address);
            Assert.True(again.FixedTimeEquals(value));
            Interlocked.Increment(ref opened);
        });
        Assert.Equal(500, opened);
    }

    [Fact]
    public void Names_that_are_no_names_seal_nothing()
    {
        using var seed = PrivateKey.NewSeed();
        using var key = PrivateKey.Of(seed);
        using var value = SecretValue.CopyOf("value"u8);

        // Half of a surrogate pair, which an attribute cannot hold.
        string[] bad = ["", "\ud800", "\udc00x", "x\ud83d", new string('x', 1025)];
        SecretAddress[] addresses =
        [
            .. bad.Select(text => Address with { Environment = text }),
            .. bad.Select(text => Address with { Service = text }),
            .. bad.Select(text => Address with { Name = text }),
        ];
        Assert.Equal(15, addresses.Length);
        Assert.All(
            addresses, address => Assert.Equal(PairProblem.Context, ProblemOf(() => PairMessage.Seal(key.Public, address, value))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_seed_of_another_length_is_refused(int length)
    {
        using var seed = SecretValue.CopyOf(new byte[length]);
        Assert.Equal(PairProblem.Key, ProblemOf(() => PrivateKey.Of(seed)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMDQCAQAwDQYLKwYBBAGD5i2ByHoEIOirfGOh2P8n\n-----END PRIVATE KEY-----\n")]
    public void A_file_that_is_no_public_key_is_refused(string file) =>
        Assert.Equal(PairProblem.Key, ProblemOf(() => PublicKey.OfPem(Encoding.ASCII.GetBytes(file))));

    [Fact]
    public void A_public_key_with_another_beside_it_or_with_line_ends_of_Windows_is_refused_or_read()
    {
        using var seed = PrivateKey.NewSeed();
        using var key = PrivateKey.Of(seed);
        var pem = Encoding.ASCII.GetString(key.Public.ToPem());
        Assert.Equal(key.Public.IdText, PublicKey.OfPem(Encoding.ASCII.GetBytes(pem.ReplaceLineEndings("\r\n"))).IdText);
        Assert.Equal(PairProblem.Key, ProblemOf(() => PublicKey.OfPem(Encoding.ASCII.GetBytes(pem + pem))));
        Assert.Equal(PairProblem.Key, ProblemOf(() => PublicKey.OfPem(Encoding.ASCII.GetBytes("text\n" + pem))));

        // The same length under another algorithm's name: each byte before the key counts.
        var der = Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));
        foreach (var at in Enumerable.Range(0, der.Length - PublicKey.Bytes))
        {
            var changed = der.ToArray();
            changed[at] ^= 1;
            var other = System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", changed);
            Assert.Equal(PairProblem.Key, ProblemOf(() => PublicKey.OfPem(Encoding.ASCII.GetBytes(other))));
        }
    }

    private static Gen<SecretAddress> Segments { get; } =
        from environment in Gen.Char['a', 'c'].Array[1, 3]
        from service in Gen.Char['a', 'c'].Array[1, 3]
        from name in Gen.Char['a', 'c'].Array[1, 3]
        select new SecretAddress(new string(environment), new string(service), new string(name));

    private static PairProblem ProblemOf(Func<object> action) => Assert.Throws<PairException>(action).Problem;
}
