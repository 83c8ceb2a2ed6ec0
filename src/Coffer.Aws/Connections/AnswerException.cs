namespace Coffer.Aws.Connections;

/// <summary>What came is no answer of AWS. Whether that passes is not known: it is asked again.</summary>
/// <param name="message">What is wrong, to follow what was asked.</param>
internal sealed class AnswerException(string message) : NoWayException(
    ErrorCode.Unreachable, message, "look at the proxy and AWS_ENDPOINT_URL: something stands between here and AWS", passes: true);
