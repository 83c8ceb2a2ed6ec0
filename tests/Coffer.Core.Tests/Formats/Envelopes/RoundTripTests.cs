using System.Security.Cryptography;
using System.Text;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Model;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Formats.Envelopes;

public sealed class RoundTripTests
{
    private const int Messages = 2_000;

    private static readonly Gen<int> Length = Gen.OneOf(
        Gen.Int[0, 3 * EnvelopeWriting.FrameLength],
        Gen.OneOfConst(0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 12_287, 12_288));

    private static readonly Gen<IReadOnlyList<KeyValuePair<string, string>>> Context =
        Gen.Dictionary(Gen.String[1, 20].Where(IsText), Gen.String[0, 40].Where(IsText))[0, EnvelopeHeader.MaxContextPairs]
            .Select(IReadOnlyList<KeyValuePair<string, string>> (pairs) => [.. pairs]);

    private static readonly Gen<EncryptedDataKey> Entry =
        Gen.Select(Gen.OneOfConst("aws-kms", "other", ""), Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 300])
            .Select((provider, arn, blob) => new EncryptedDataKey(provider, arn, blob));

    [Fact]
    public void What_is_sealed_opens_with_the_same_bytes_and_is_of_the_length_that_the_format_gives()
    {
        var opened = 0;
        Gen.Select(Length, Context, Entry.Array[1, EnvelopeHeader.MaxDataKeys], Gen.Byte.Array[32]).Sample(
            (length, context, entries, key) =>
            {
                var plaintext = RandomNumberGenerator.GetBytes(length);
                using var value = SecretValue.CopyOf(plaintext);
                using var dataKey = SecretValue.CopyOf(key);
                var bytes = EnvelopeWriting.Write(value, dataKey, entries, context);

                var message = EnvelopeMessage.Parse(bytes);
                EnvelopeContext.Require(message.Header, context.Reverse());
                Assert.Equal(length, message.PlaintextBytes);
                Assert.Equal(message.HeaderBytes.ToArray(), message.Header.ToBytes());
                var frames = Math.Max(1, (length + EnvelopeWriting.FrameLength - 1) / EnvelopeWriting.FrameLength);
                Assert.Equal(length + (32 * frames) + 8, message.Body.Length);
                using var again = EnvelopeOpening.Open(message, dataKey);
                Assert.True(again.FixedTimeEquals(value));
                Interlocked.Increment(ref opened);
            },
            iter: Messages);
        Assert.Equal(Messages, opened);
    }

    [Fact]
    public void Two_messages_of_one_value_have_nothing_in_common_but_their_form()
    {
        using var value = SecretValue.CopyOf("value"u8);
        using var dataKey = SecretValue.CopyOf(new byte[32]);
        EncryptedDataKey[] entries = [new("aws-kms", [], [])];
        var one = EnvelopeMessage.Parse(EnvelopeWriting.Write(value, dataKey, entries, []));
        var other = EnvelopeMessage.Parse(EnvelopeWriting.Write(value, dataKey, entries, []));
        Assert.NotEqual(one.Header.MessageId, other.Header.MessageId);
        Assert.NotEqual(one.Header.CommitKey, other.Header.CommitKey);
        Assert.NotEqual(one.Body[^21..].ToArray(), other.Body[^21..].ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_data_key_of_another_length_is_refused(int length)
    {
        using var value = SecretValue.CopyOf("value"u8);
        using var dataKey = SecretValue.CopyOf(new byte[32]);
        using var another = SecretValue.CopyOf(new byte[length]);
        var message = EnvelopeMessage.Parse(EnvelopeWriting.Write(value, dataKey, [new("aws-kms", [], [])], []));
        Assert.Equal(EnvelopeProblem.Key, Assert.Throws<EnvelopeException>(() => EnvelopeOpening.Open(message, another)).Problem);
    }

    [Fact]
    public void A_message_of_more_than_the_largest_secret_is_refused_and_of_the_largest_is_not()
    {
        using var dataKey = SecretValue.CopyOf(new byte[32]);
        using var largest = SecretValue.CopyOf(new byte[SealingPolicy.MaxSecretBytes]);
        using var larger = SecretValue.CopyOf(new byte[SealingPolicy.MaxSecretBytes + 1]);
        EncryptedDataKey[] entries = [new("aws-kms", [], [])];
        Assert.Equal(
            SealingPolicy.MaxSecretBytes, EnvelopeMessage.Parse(EnvelopeWriting.Write(largest, dataKey, entries, [])).PlaintextBytes);
        var refused = Assert.Throws<EnvelopeException>(() => EnvelopeMessage.Parse(EnvelopeWriting.Write(larger, dataKey, entries, [])));
        Assert.Equal(EnvelopeProblem.Body, refused.Problem);
    }

    private static bool IsText(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text && text != MessageSignature.ContextKey;
}
