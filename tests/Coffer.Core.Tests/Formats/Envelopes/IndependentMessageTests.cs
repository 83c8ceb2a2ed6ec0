using System.Text;
using Coffer.Core.Formats.Envelopes;
using Xunit;

namespace Coffer.Core.Tests.Formats.Envelopes;

public sealed class IndependentMessageTests
{
    public static TheoryData<string> Version2 { get; } = new(
        IndependentMessage.All.Select(message => message.Name).Where(name => name.StartsWith("v2", StringComparison.Ordinal)));

    public static TheoryData<string> Version1 { get; } = new(
        IndependentMessage.All.Select(message => message.Name).Where(name => name.StartsWith("v1", StringComparison.Ordinal)));

    public static TheoryData<string, string> Broken { get; } = new()
    {
        { "base64-text", "Header" },
        { "commit-key-flipped", "Commitment" },
        { "context-value-flipped", "Context" },
        { "empty", "Header" },
        { "final-frame-dropped", "Body" },
        { "footer-stripped", "Signature" },
        { "frame-dropped", "Body" },
        { "frame-length-changed", "HeaderTag" },
        { "frame-tag-flipped", "BodyTag" },
        { "frames-swapped", "Body" },
        { "header-tag-flipped", "HeaderTag" },
        { "sequence-2-first", "Body" },
        { "signature-flipped", "Signature" },
        { "signed-downgraded-to-0478", "Header" },
        { "suite-0178-in-v2", "Unsupported" },
        { "suite-0578-without-public-key", "Header" },
        { "trailing-byte", "Body" },
        { "truncated", "Body" },
        { "version-3", "Unsupported" },
    };

    [Fact]
    public void There_are_eleven_of_version_2_three_of_version_1_and_nineteen_broken_ones()
    {
        Assert.Equal(11, Version2.Count);
        Assert.Equal(3, Version1.Count);
        Assert.Equal(19, Broken.Count);
        Assert.Equal(IndependentMessage.Broken.Select(message => message.Name).Order(), Broken.Select(row => row.Data.Item1).Order());
    }

    [Theory]
    [MemberData(nameof(Version2))]
    public void A_message_of_another_implementation_opens(string name)
    {
        var message = IndependentMessage.Load(name);
        Assert.Equal(message.Plaintext, message.Open(message.Bytes));
    }

    [Theory]
    [MemberData(nameof(Version2))]
    public void Its_parts_are_those_that_the_other_implementation_named(string name)
    {
        var other = IndependentMessage.Load(name);
        var message = EnvelopeMessage.Parse(other.Bytes);
        var expected = other.Expected;
        Assert.Equal(expected.GetProperty("messageId").GetString(), Convert.ToHexStringLower(message.Header.MessageId));
        Assert.Equal(expected.GetProperty("commitKey").GetString(), Convert.ToHexStringLower(message.Header.CommitKey));
        Assert.Equal(expected.GetProperty("headerTag").GetString(), Convert.ToHexStringLower(message.HeaderTag));
        Assert.Equal(expected.GetProperty("headerBodyLength").GetInt32(), message.HeaderBytes.Length);
        Assert.Equal(
            expected.GetProperty("storedContext").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()),
            message.Header.Context.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        Assert.Equal(
            expected.GetProperty("edks").EnumerateArray().Select(entry => (
                entry.GetProperty("providerId").GetString()!,
                entry.GetProperty("providerInfo").GetString()!,
                entry.GetProperty("ciphertext").GetString()!)),
            message.Header.DataKeys.Select(entry => (
                entry.Provider,
                entry.Provider == EncryptedDataKey.Kms ? Encoding.UTF8.GetString(entry.KeyArn) : Convert.ToBase64String(entry.KeyArn),
                Convert.ToBase64String(entry.Ciphertext))));
        Assert.Equal(other.Plaintext.Length, message.PlaintextBytes);
    }

    [Theory]
    [MemberData(nameof(Version2))]
    public void Its_header_is_written_again_with_the_same_bytes(string name)
    {
        var message = EnvelopeMessage.Parse(IndependentMessage.Load(name).Bytes);
        Assert.Equal(message.HeaderBytes.ToArray(), message.Header.ToBytes());
    }

    [Theory]
    [MemberData(nameof(Version1))]
    public void A_message_of_version_1_is_refused_for_it(string name)
    {
        var refused = Assert.Throws<EnvelopeException>(() => EnvelopeMessage.Parse(IndependentMessage.Load(name).Bytes));
        Assert.Equal(EnvelopeProblem.Unsupported, refused.Problem);
        Assert.Contains("version 1", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_message_is_refused_for_what_is_wrong(string name, string problem)
    {
        var message = Assert.Single(IndependentMessage.Broken, message => message.Name == name);
        Assert.Equal(Enum.Parse<EnvelopeProblem>(problem), message.ProblemOf(message.Bytes));
    }

    [Theory]
    [MemberData(nameof(Version2))]
    public void Another_context_is_refused_before_any_key_is_asked(string name)
    {
        var message = EnvelopeMessage.Parse(IndependentMessage.Load(name).Bytes);
        var refused = Assert.Throws<EnvelopeException>(
            () => EnvelopeContext.Require(message.Header, [new("environment", "production")]));
        Assert.Equal(EnvelopeProblem.Context, refused.Problem);
    }
}
