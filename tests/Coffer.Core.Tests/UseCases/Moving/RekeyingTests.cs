using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Tests.Formats.Envelopes;
using Coffer.Core.UseCases.Moving;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Moving;

/// <summary>Which envelope is right as it is: messages of another implementation, under a key service that opens them all.</summary>
public sealed class RekeyingTests
{
    private static readonly SecretAddress Address = SecretAddress.Parse("staging/api/db-password");

    private static readonly byte[] SealedAgain = [1, 2, 3];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v2-0478-small", 1, true)]
    [InlineData("v2-0478-small", 2, false)]
    [InlineData("v2-0478-multi-edk", 1, false)]
    [InlineData("v2-0578-small", 1, false)]
    [InlineData("v1-0378-small", 1, false)]
    [InlineData("v1-0178-small", 1, false)]
    public async Task An_envelope_of_another_suite_or_number_of_keys_is_sealed_again(string name, int keys, bool right)
    {
        var policy = new SealingPolicy(
            [.. Enumerable.Range(1, keys).Select(number => KeyName.Parse($"alias/key-{number}", "a test"))],
            Binding.Bound,
            FormatChoice.Envelope);
        var rekeying = new Rekeying(kms: null!, new OpensAll(), pairs: null!, policy, oldKeys: []);
        var result = await rekeying.SealAgainAsync(Address, IndependentMessage.Load(name).Bytes, Stop);
        Assert.Equal(right ? null : SealedAgain, result);
    }

    private sealed class OpensAll : IKeyService
    {
        public Task<SecretValue> OpenAsync(
            SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation) =>
            Task.FromResult(SecretValue.CopyOf([4]));

        public Task<byte[]> SealAsync(SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation) =>
            Task.FromResult(SealedAgain);
    }
}
