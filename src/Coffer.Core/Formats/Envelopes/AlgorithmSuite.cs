namespace Coffer.Core.Formats.Envelopes;

/// <summary>
/// The two suites of message format version 2. Both: AES-256-GCM, HKDF-SHA-512, key commitment.
/// https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html
/// </summary>
/// <param name="Id">The two bytes in the header.</param>
/// <param name="IsSigned">Whether a footer carries an ECDSA signature over P-384 with SHA-384.</param>
internal sealed record AlgorithmSuite(ushort Id, bool IsSigned)
{
    /// <summary>What is written: KMS then sees exactly the address as encryption context.</summary>
    public static readonly AlgorithmSuite Committing = new(0x0478, IsSigned: false);

    /// <summary>What the AWS SDKs write unless told otherwise; read only.</summary>
    public static readonly AlgorithmSuite CommittingAndSigned = new(0x0578, IsSigned: true);

    /// <summary>The suite of an id.</summary>
    /// <exception cref="EnvelopeException"><see cref="EnvelopeProblem.Unsupported"/>.</exception>
    public static AlgorithmSuite Require(ushort id) => id switch
    {
        0x0478 => Committing,
        0x0578 => CommittingAndSigned,
        _ => throw new EnvelopeException(
            EnvelopeProblem.Unsupported, $"its algorithm suite {id:x4} is not read: only 0478 and 0578 commit to their key in this format"),
    };
}
