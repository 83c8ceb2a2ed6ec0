using Coffer.Aws.Calls;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws.Wire;

/// <summary>KMS without the SDK. What a plaintext passes through here is zeroed.</summary>
/// <param name="client">KMS.</param>
internal sealed class WireOpening(WireClient client) : IOpening
{
    /// <inheritdoc/>
    public Uri Server => client.Address.Server;

    /// <inheritdoc/>
    public async Task<SecretValue> DecryptAsync(
        KeyName key, ReadOnlyMemory<byte> ciphertext, KeyUse use, CancellationToken cancellation)
    {
        var content = WireRequests.DecryptContent(key, ciphertext.Span, [.. use.Context]);
        using var answer = await client.SendAsync(WireRequests.Decrypt(content.Span), content, cancellation).ConfigureAwait(false);
        using var body = await WireBody.ReadAsync(answer.Content, isSecret: true, cancellation).ConfigureAwait(false);
        return DecryptedJson.Read(body.Bytes, key);
    }
}
