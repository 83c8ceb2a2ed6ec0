using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>What the cryptographic actions have in common.</summary>
internal static class CryptographicUse
{
    public const string SymmetricDefault = "SYMMETRIC_DEFAULT";

    private const int LargestCiphertext = 6144;
    private const int MostGrantTokens = 10;

    private static readonly string[] Algorithms = [SymmetricDefault, "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"];

    /// <summary>A key that may be used: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html</summary>
    public static KmsKey Usable(this KmsKey key) => key.State switch
    {
        KeyState.Disabled => throw KmsErrors.Disabled(key),
        KeyState.PendingDeletion => throw KmsErrors.InvalidState($"{key.Arn} is pending deletion."),
        KeyState.PendingReplicaDeletion => throw KmsErrors.InvalidState($"{key.Arn} is pending replica deletion."),
        _ => key,
    };

    /// <summary>Members that are taken and have no effect here, or only one value that works.</summary>
    public static void CheckOptions(KmsParameters parameters, params ReadOnlySpan<string> algorithmMembers)
    {
        foreach (var member in algorithmMembers)
        {
            if (parameters.Choice(member, Algorithms) is { } algorithm && algorithm != SymmetricDefault)
            {
                throw new AwsException(
                    400, "InvalidKeyUsageException", $"Algorithm {algorithm} is incompatible with key spec {SymmetricDefault}.");
            }
        }

        if (parameters.List("GrantTokens") is { Count: > MostGrantTokens } tokens)
        {
            throw KmsErrors.Validation(
                $"1 validation error detected: Value of {tokens.Count} items at 'grantTokens' failed to satisfy constraint: "
                + $"Member must have length less than or equal to {MostGrantTokens}");
        }

        if (parameters.Has("Recipient"))
        {
            throw KmsErrors.Unsupported("coffer-local has no Nitro Enclaves: leave Recipient out.");
        }
    }

    /// <summary>Ends a request that only asked whether it would succeed.</summary>
    public static void EndDryRun(KmsParameters parameters)
    {
        if (parameters.Flag("DryRun"))
        {
            throw KmsErrors.DryRun();
        }
    }

    /// <summary>Opens the ciphertext of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="keyMember">The member that names the key the caller expects; it may be absent.</param>
    /// <param name="contextMember">The member with the context.</param>
    /// <param name="iamAction">What a refusal calls it.</param>
    public static Opened Open(KmsRequest request, string keyMember, string contextMember, string iamAction)
    {
        var expected = request.Parameters.Has(keyMember) ? request.KeyOrAlias(keyMember) : null;
        if (OnlyPermission(request.Parameters))
        {
            return new Opened((expected ?? throw KmsViolation.Missing(keyMember)).Usable(), expected.CurrentMaterial, []);
        }

        var bytes = request.Parameters.RequiredBytes("CiphertextBlob", LargestCiphertext);
        var context = KmsContext.Read(request.Parameters, contextMember);
        var blob = CiphertextBlob.Parse(bytes) ?? throw KmsErrors.InvalidCiphertext();
        var key = request.Keys.FindByFingerprint(request.Region, blob.Fingerprint)
            ?? throw KmsErrors.CiphertextOfUnknownKey(request.Caller, iamAction);
        if (expected is not null && expected.Id != key.Id)
        {
            throw KmsErrors.IncorrectKey();
        }

        var plaintext = KeyCipher.Open(key.Usable(), context, bytes.AsSpan(0, CiphertextBlob.HeaderLength), blob)
            ?? throw KmsErrors.InvalidCiphertext();
        return new Opened(key, key.Materials[blob.Generation], plaintext);
    }

    private static bool OnlyPermission(KmsParameters parameters)
    {
        if (parameters.List("DryRunModifiers") is not { Count: > 0 } modifiers)
        {
            return false;
        }

        if (modifiers.Any(m => m.ValueKind != System.Text.Json.JsonValueKind.String || m.GetString() != "IGNORE_CIPHERTEXT"))
        {
            throw KmsViolation.NotInSet("DryRunModifiers", string.Join(", ", modifiers), ["IGNORE_CIPHERTEXT"]);
        }

        return parameters.Flag("DryRun") ? true : throw KmsErrors.Validation("DryRunModifiers can only be used with DryRun.");
    }
}

/// <summary>A ciphertext that opened.</summary>
internal sealed record Opened(KmsKey Key, KeyMaterial Material, byte[] Plaintext);
