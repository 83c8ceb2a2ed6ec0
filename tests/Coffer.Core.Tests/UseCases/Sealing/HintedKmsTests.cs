using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Sealing;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Sealing;

/// <summary>KMS refuses a ciphertext without a next step: the use case knows one, by how the secret is bound.</summary>
public sealed class HintedKmsTests
{
    private static readonly SecretAddress Address = SecretAddress.Parse("staging/api/db-password");
    private static readonly KeyName Key = KeyName.TryParse("alias/secrets")!;

    [Theory]
    [InlineData("bound", "it was not sealed for 'staging/api/db-password'")]
    [InlineData("none", "it was changed, or it was sealed for its address")]
    public async Task A_refused_ciphertext_gets_the_next_step_for_its_binding(string binding, string hint)
    {
        var use = KeyUse.For(Address, binding == "bound" ? Binding.Bound : Binding.None);
        var kms = new HintedKms(new RefusingKms(new CofferException(ErrorCode.Malformed, "refused")));
        Func<Task>[] verbs =
        [
            async () =>
            {
                using var value = SecretValue.CopyOf("value"u8);
                await kms.EncryptAsync(Key, value, use, Cancellation);
            },
            () => kms.DecryptAsync(Key, new byte[1], use, Cancellation),
            () => kms.GenerateDataKeyAsync(Key, use, Cancellation),
            () => kms.ReEncryptAsync(Key, new byte[1], use, Key, use, Cancellation),
        ];
        foreach (var verb in verbs)
        {
            var failure = await Assert.ThrowsAsync<CofferException>(verb);
            Assert.Equal("refused", failure.Message);
            Assert.StartsWith(hint, failure.Hint, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ErrorCode.Malformed, "name the key that sealed it")]
    [InlineData(ErrorCode.Denied, null)]
    public async Task What_else_fails_stays_as_it_is(ErrorCode code, string? hint)
    {
        var refused = new CofferException(code, "refused", hint);
        var kms = new HintedKms(new RefusingKms(refused));
        var failure = await Assert.ThrowsAsync<CofferException>(
            () => kms.DecryptAsync(Key, new byte[1], KeyUse.For(Address, Binding.Bound), Cancellation));
        Assert.Same(refused, failure);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private sealed class RefusingKms(CofferException refused) : IKms
    {
        public Task<KmsCiphertext> EncryptAsync(KeyName key, SecretValue plaintext, KeyUse use, CancellationToken cancellation) =>
            Task.FromException<KmsCiphertext>(refused);

        public Task<SecretValue?> DecryptAsync(
            KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation) =>
            Task.FromException<SecretValue?>(refused);

        public Task<(SecretValue Plaintext, KmsCiphertext Sealed)> GenerateDataKeyAsync(
            KeyName key, KeyUse use, CancellationToken cancellation) =>
            Task.FromException<(SecretValue, KmsCiphertext)>(refused);

        public Task<KmsCiphertext?> ReEncryptAsync(
            KeyName fromKey, ReadOnlyMemory<byte> ciphertext, KeyUse from, KeyName toKey, KeyUse to, CancellationToken cancellation) =>
            Task.FromException<KmsCiphertext?>(refused);
    }
}
