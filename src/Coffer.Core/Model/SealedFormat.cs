namespace Coffer.Core.Model;

/// <summary>What a secret's file is, told by its bytes alone.</summary>
internal enum SealedFormat
{
    /// <summary>Not known: perhaps a ciphertext of a shape that AWS has not used so far.</summary>
    Unknown,

    /// <summary>A CiphertextBlob of KMS Encrypt.</summary>
    Kms,

    /// <summary>A message of the AWS Encryption SDK, format version 2.</summary>
    Envelope,

    /// <summary>A message for a service's key pair.</summary>
    Service,

    /// <summary>Surely no ciphertext.</summary>
    NotCiphertext,
}
