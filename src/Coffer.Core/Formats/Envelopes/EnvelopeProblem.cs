namespace Coffer.Core.Formats.Envelopes;

/// <summary>Why a message is refused; spec/formats.md defines the classes, and the vectors name them.</summary>
internal enum EnvelopeProblem
{
    /// <summary>The header breaks the format, or a limit.</summary>
    Header,

    /// <summary>A version or suite that is not read: without key commitment, or unknown.</summary>
    Unsupported,

    /// <summary>The header's encryption context is not that of the address.</summary>
    Context,

    /// <summary>No entry is sealed under an expected key, or none of them could be opened.</summary>
    Key,

    /// <summary>The data key is not the one that the message commits to.</summary>
    Commitment,

    /// <summary>The header is not authentic.</summary>
    HeaderTag,

    /// <summary>The body breaks the format: frames out of order, cut off, or followed by something.</summary>
    Body,

    /// <summary>A frame is not authentic.</summary>
    BodyTag,

    /// <summary>The signature is missing or wrong.</summary>
    Signature,
}
