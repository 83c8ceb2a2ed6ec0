using Amazon.Runtime;

namespace Coffer.Aws.Credentials;

/// <summary>No source gave keys: which were asked, what each answered, and what helps.</summary>
internal sealed class CredentialsException(IReadOnlyList<string> answers, ErrorCode code, string? hint)
    : AmazonClientException(Text + string.Join('\n', answers.Select(answer => $"  {answer}")))
{
    /// <summary>What the sources' answers follow.</summary>
    public const string Text = "there are no AWS credentials:\n";

    /// <summary>The next step where nothing is configured.</summary>
    public const string Usual =
        "sign in ('aws sso login', 'aws configure'), or set AWS_PROFILE; in a container, give the task or the pod a role; "
            + "in a container on EC2, let the metadata service's answers go two hops (--http-put-response-hop-limit 2)";

    /// <summary>Whose fault it is.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The next step.</summary>
    public string Hint { get; } = hint ?? Usual;
}
