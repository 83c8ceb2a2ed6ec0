using Coffer.Core.Formats;

namespace Coffer.Core.Model;

/// <summary>Which format is written.</summary>
internal enum FormatChoice
{
    /// <summary>kms where it fits and there is one key, else envelope.</summary>
    Auto,

    /// <summary>Always kms.</summary>
    Kms,

    /// <summary>Always envelope.</summary>
    Envelope,

    /// <summary>For the service's key pair.</summary>
    Service,
}

/// <summary>What is said of one service.</summary>
/// <param name="Format">Which format is written; null for that of the environment.</param>
/// <param name="KeyId">The id of the only public key that is sealed for, 64 lower-case hexadecimal digits; null where none is said.</param>
internal sealed record ServiceSettings(FormatChoice? Format = null, string? KeyId = null);

/// <summary>How an environment seals its secrets.</summary>
/// <param name="Keys">
/// The KMS keys that may have sealed a secret, the one that seals new ones first: ids, ARNs, aliases. KMS is always
/// told which key is expected: a ciphertext of anybody else's key does not open.
/// </param>
/// <param name="Binding">Whether ciphertexts are bound to their addresses.</param>
/// <param name="Format">Which format is written; all are read.</param>
/// <param name="Services">What is said of single services; null for nothing.</param>
internal sealed record SealingPolicy(
    IReadOnlyList<KeyName> Keys,
    Binding Binding,
    FormatChoice Format = FormatChoice.Auto,
    IReadOnlyDictionary<string, ServiceSettings>? Services = null)
{
    /// <summary>The longest secret, in bytes. An environment variable holds 128 KiB, and a file this large is no secret.</summary>
    public const int MaxSecretBytes = 4 * 1024 * 1024;

    /// <summary>The way out for a longer one.</summary>
    public const string TooLongHint = "keep it elsewhere, and seal the key that opens it";

    /// <summary>The format for a value of a length.</summary>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Malformed"/> where it is too long, <see cref="ErrorCode.Configuration"/> where kms cannot do it.
    /// </exception>
    public SealedFormat FormatFor(SecretAddress address, int length)
    {
        if (length > MaxSecretBytes)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"the value of '{address}' has {length} bytes, more than the {MaxSecretBytes} of the largest secret",
                TooLongHint);
        }

        var choice = ChoiceFor(address);
        if (choice == FormatChoice.Service)
        {
            return SealedFormat.Service;
        }

        // KMS encrypts no empty plaintext.
        var fitsKms = length is > 0 and <= KmsBlob.MaxPlaintextBytes && Keys.Count == 1;
        return choice switch
        {
            FormatChoice.Envelope => SealedFormat.Envelope,
            FormatChoice.Auto => fitsKms ? SealedFormat.Kms : SealedFormat.Envelope,
            _ when fitsKms => SealedFormat.Kms,
            _ => throw new CofferException(
                ErrorCode.Configuration,
                Keys.Count > 1
                    ? $"environment '{address.Environment}' has the format 'kms', which has room for one key, and several keys"
                    : $"the value of '{address}' has {length} bytes; the format 'kms' has room for 1 to {KmsBlob.MaxPlaintextBytes}",
                "set the format to 'auto' or 'envelope' in coffer.json"),
        };
    }

    /// <summary>The id of the only public key that a service's secrets are sealed for; null where none is said.</summary>
    public string? KeyIdOf(string service) => Services?.GetValueOrDefault(service)?.KeyId;

    /// <summary>Which format is chosen for a secret. A private key cannot be sealed for itself.</summary>
    public FormatChoice ChoiceFor(SecretAddress address) => address.IsSeed
        ? FormatChoice.Auto
        : Services?.GetValueOrDefault(address.Service)?.Format ?? Format;
}
