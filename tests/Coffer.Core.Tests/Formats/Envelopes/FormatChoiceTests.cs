using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Xunit;

namespace Coffer.Core.Tests.Formats.Envelopes;

public sealed class FormatChoiceTests
{
    private static readonly SecretAddress Address = SecretAddress.Parse("staging/api/db-password");

    [Theory]
    [InlineData("Auto", 1, 0, "Envelope")]
    [InlineData("Auto", 1, 1, "Kms")]
    [InlineData("Auto", 1, 4096, "Kms")]
    [InlineData("Auto", 1, 4097, "Envelope")]
    [InlineData("Auto", 2, 1, "Envelope")]
    [InlineData("Kms", 1, 4096, "Kms")]
    [InlineData("Envelope", 1, 1, "Envelope")]
    [InlineData("Envelope", 1, SealingPolicy.MaxSecretBytes, "Envelope")]
    public void A_value_is_sealed_in_the_format_that_has_room_for_it(string choice, int keys, int length, string format) =>
        Assert.Equal(Enum.Parse<SealedFormat>(format), Policy(choice, keys).FormatFor(Address, length));

    [Theory]
    [InlineData("Kms", 1, 0, "Configuration")]
    [InlineData("Kms", 1, 4097, "Configuration")]
    [InlineData("Kms", 2, 1, "Configuration")]
    [InlineData("Auto", 1, SealingPolicy.MaxSecretBytes + 1, "Malformed")]
    [InlineData("Envelope", 1, SealingPolicy.MaxSecretBytes + 1, "Malformed")]
    public void A_value_that_no_format_has_room_for_is_refused(string choice, int keys, int length, string code)
    {
        var refused = Assert.Throws<CofferException>(() => Policy(choice, keys).FormatFor(Address, length));
        Assert.Equal(Enum.Parse<ErrorCode>(code), refused.Code);
        Assert.NotNull(refused.Hint);
    }

    private static SealingPolicy Policy(string choice, int keys) =>
        new([.. Enumerable.Repeat(EnvironmentSettings.DefaultKey, keys)], Binding.Bound, Enum.Parse<FormatChoice>(choice));
}
