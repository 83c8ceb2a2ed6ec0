using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coffer.Core.Formats.Pairs;
using Xunit;

namespace Coffer.Core.Tests.Formats.Pairs;

public sealed class PairVectorTests
{
    public static TheoryData<string> Positives { get; } = new(PairVector.Names);

    public static TheoryData<string> Negatives { get; } = new(Named("negatives").Keys);

    public static TheoryData<string> BadKeys { get; } = new(Named("publicKeys").Keys);

    [Fact]
    public void There_are_16_positives_87_negatives_of_all_classes_and_16_public_keys()
    {
        Assert.Equal((16, 87, 16), (Positives.Count, Negatives.Count, BadKeys.Count));
        Assert.Equal(
            new Dictionary<string, int> { ["context"] = 4, ["format"] = 9, ["other-key"] = 5, ["refused"] = 58, ["unsupported"] = 11 },
            Named("negatives").Values.CountBy(negative => negative.GetProperty("class").GetString()!).ToDictionary());
    }

    [Theory]
    [MemberData(nameof(Positives))]
    public void A_message_of_another_implementation_opens(string name)
    {
        var vector = PairVector.Load(name);
        using var key = PairVector.KeyOf(vector.Key);
        Assert.Equal(vector.Key.GetProperty("keyId").GetString(), key.Public.IdText);
        Assert.Equal(vector.Expected("messageSha256"), SHA256.HashData(vector.Message));
        using var value = PairMessage.Open(vector.Message, key, vector.Address);
        Assert.Equal(vector.Plaintext, value.Reveal());
    }

    [Theory]
    [MemberData(nameof(Positives))]
    public void The_steps_between_are_those_of_the_others(string name)
    {
        var vector = PairVector.Load(name);
        using var key = PairVector.KeyOf(vector.Key);
        var shared = new byte[HybridKem.SharedBytes];
        Assert.True(key.Decapsulate(vector.Message.AsSpan(46, HybridKem.EncapsulatedBytes), shared));
        Assert.Equal(vector.Expected("sharedSecret"), shared);
        using var fileKey = FileKey.Of(shared);
        Assert.Equal(vector.Expected("key"), fileKey.Key);
        Assert.Equal(vector.Expected("baseNonce"), fileKey.Nonce);
    }

    [Fact]
    public void Sealed_with_the_same_random_bytes_the_file_is_the_same()
    {
        var count = 0;
        foreach (var vector in PairVector.Names.Where(name => name != "high-bit").Select(PairVector.Load))
        {
            if (vector.Expected("encapsRandomness") is not { } random)
            {
                continue;
            }

            using var value = SecretValue.CopyOf(vector.Plaintext);
            using var drawn = SecretValue.CopyOf(random);
            Assert.Equal(vector.Message, PairMessage.Seal(PublicKeyOf(vector.Key), vector.Address, value, drawn));
            count++;
        }

        Assert.Equal(10, count);
    }

    [Theory]
    [MemberData(nameof(Negatives))]
    public void A_message_that_is_broken_in_one_way_is_refused_in_its_class(string name)
    {
        var negative = Named("negatives")[name];
        using var key = PairVector.KeyOf(PairVector.Negative.GetProperty("keys").EnumerateArray()
            .Single(known => known.GetProperty("name").GetString() == negative.GetProperty("key").GetString()));
        var refused = Assert.Throws<PairException>(
            () => PairMessage.Open(negative.GetProperty("message").GetBytesFromBase64(), key, PairVector.AddressOf(negative)));
        Assert.Equal(negative.GetProperty("class").GetString(), ClassOf(refused.Problem));
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void A_public_key_that_is_none_is_refused(string name)
    {
        var pem = Named("publicKeys")[name].GetProperty("publicKey").GetString()!;
        Assert.Equal(PairProblem.Key, Assert.Throws<PairException>(() => PublicKey.OfPem(Encoding.ASCII.GetBytes(pem))).Problem);
    }

    [Theory]
    [MemberData(nameof(Positives))]
    public void A_public_key_is_read_and_written_with_the_same_bytes(string name)
    {
        var vector = PairVector.Load(name);
        using var key = PairVector.KeyOf(vector.Key);
        Assert.Equal(key.Public.IdText, PublicKeyOf(vector.Key).IdText);
        Assert.Equal(vector.Key.GetProperty("publicKey").GetString(), Encoding.ASCII.GetString(key.Public.ToPem()));
    }

    private static PublicKey PublicKeyOf(JsonElement key) =>
        PublicKey.OfPem(Encoding.ASCII.GetBytes(key.GetProperty("publicKey").GetString()!));

    private static Dictionary<string, JsonElement> Named(string list) =>
        PairVector.Negative.GetProperty(list).EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!);

    private static string ClassOf(PairProblem problem) => problem == PairProblem.OtherKey
        ? "other-key"
        : problem.ToString().ToLowerInvariant();
}
