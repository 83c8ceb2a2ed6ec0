namespace Coffer.Aws.Credentials;

/// <summary>A token of Kubernetes or another identity provider for a role: <c>AWS_WEB_IDENTITY_TOKEN_FILE</c>.</summary>
internal sealed class WebIdentitySource(CredentialContext context) : ICredentialSource
{
    private const string File = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private const string Role = "AWS_ROLE_ARN";

    /// <inheritdoc/>
    public string Name => "web identity";

    /// <inheritdoc/>
    public string Hint =>
        "look at the role's trust policy, and at the annotation eks.amazonaws.com/role-arn of the pod's service account";

    /// <inheritdoc/>
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        if (context.Set(File) is not { } path)
        {
            return SourceAnswer.Absent($"{File} is not set");
        }

        var role = context.Set(Role) ?? throw new SourceException(
            $"{File} is set, but {Role} is not", $"set {Role} to the ARN of the role");
        var token = CredentialContext.Read(path, File);
        return SourceAnswer.Of(await new StsClient(context).AssumeRoleWithWebIdentityAsync(
            token, new RoleToAssume(role, context.Set("AWS_ROLE_SESSION_NAME"), null), cancellation).ConfigureAwait(false));
    }
}
