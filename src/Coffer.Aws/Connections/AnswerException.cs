using Coffer.Aws.Credentials;

namespace Coffer.Aws.Connections;

/// <summary>What came is no answer of AWS. Whether that passes is not known: it is asked again.</summary>
/// <param name="message">What is wrong, to follow what was asked.</param>
/// <param name="lacking">What a source of credentials says of its own answer; null for the services.</param>
internal sealed class AnswerException(string message, SourceException? lacking = null) : NoWayException(
    ErrorCode.Unreachable, message, "look at the proxy and AWS_ENDPOINT_URL: something stands between here and AWS", passes: true)
{
    /// <summary>What a source of credentials says of its own answer.</summary>
    public SourceException? Lacking { get; } = lacking;
}
