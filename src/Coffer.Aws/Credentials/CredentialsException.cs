using Amazon.Runtime;

namespace Coffer.Aws.Credentials;

/// <summary>No source gave keys: which were asked, and what each answered.</summary>
internal sealed class CredentialsException(IReadOnlyList<string> answers, string? hint)
    : AmazonClientException("there are no AWS credentials:\n" + string.Join('\n', answers.Select(answer => $"  {answer}")))
{
    private const string Usual =
        "sign in ('aws sso login', 'aws configure'), or set AWS_PROFILE; in a container, give the task a role";

    /// <summary>The next step.</summary>
    public string Hint { get; } = hint ?? Usual;
}
