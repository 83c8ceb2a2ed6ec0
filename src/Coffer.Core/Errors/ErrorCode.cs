namespace Coffer;

/// <summary>
/// Whose fault a failure is. The values are the exit codes of the command line, which keep to the BSD
/// <c>sysexits.h</c> where it has a word for the case. What AWS answers:
/// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
/// </summary>
public enum ErrorCode
{
    /// <summary>The command line is wrong.</summary>
    Usage = 64,

    /// <summary>A file, a ciphertext or a value is malformed, or was tampered with.</summary>
    Malformed = 65,

    /// <summary>A secret, a bucket or a key does not exist.</summary>
    NotFound = 66,

    /// <summary>AWS does not answer.</summary>
    Unreachable = 69,

    /// <summary>A defect of Coffer itself.</summary>
    Internal = 70,

    /// <summary>A file or an object cannot be written.</summary>
    CannotWrite = 73,

    /// <summary>AWS asks to try again later.</summary>
    Temporary = 75,

    /// <summary>Credentials, a policy or the state of a key forbid it.</summary>
    Denied = 77,

    /// <summary>A setting is missing or contradicts another.</summary>
    Configuration = 78,
}
