namespace Coffer.Core.Formats.Envelopes;

/// <summary>The data key under one KMS key.</summary>
/// <param name="Provider"><c>aws-kms</c>; others are kept and never asked.</param>
/// <param name="KeyArn">The provider's information: the ARN of the KMS key, as UTF-8 bytes.</param>
/// <param name="Ciphertext">KMS's CiphertextBlob.</param>
internal sealed record EncryptedDataKey(string Provider, byte[] KeyArn, byte[] Ciphertext)
{
    /// <summary>The provider of KMS keys.</summary>
    public const string Kms = "aws-kms";
}
