namespace Coffer.Aws.Credentials;

/// <summary>
/// A profile of <c>~/.aws/config</c> and <c>~/.aws/credentials</c>. What it leads to is asked here, too: the SDK's way there hangs, or
/// needs reflection in a native binary.
/// </summary>
internal sealed class ProfileSource(CredentialContext context) : ICredentialSource
{
    private const string Default = "default";

    private readonly string profile = ProfileFiles.Chosen(context.Variable);

    /// <inheritdoc/>
    public string Name => $"profile '{profile}'";

    /// <inheritdoc/>
    public string Hint => "sign in ('aws sso login', 'aws configure'), or set AWS_PROFILE";

    /// <inheritdoc/>
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        if (Find(profile) is not { } settings)
        {
            return profile == Default
                ? SourceAnswer.Absent("there is none")
                : throw new SourceException(
                    "there is none, though AWS_PROFILE names it", "'aws configure list-profiles' shows which there are");
        }

        var keys = await KeysAsync(profile, settings, [profile], cancellation).ConfigureAwait(false);
        return keys is not null ? SourceAnswer.Of(keys)
            : profile == Default ? SourceAnswer.Absent("it has no credentials")
            : throw new SourceException(
                "it has no credentials, though AWS_PROFILE names it", "'aws configure sso' or 'aws configure' writes them");
    }

    /// <summary>Kinds of profiles, in the order in which the AWS CLI looks for them.</summary>
    private async Task<AwsKeys?> KeysAsync(string name, AwsProfile settings, List<string> path, CancellationToken cancellation)
    {
        if (settings["role_arn"] is { } role)
        {
            return settings["web_identity_token_file"] is { } token
                ? await new StsClient(context).AssumeRoleWithWebIdentityAsync(
                    CredentialContext.Read(token, "web_identity_token_file"), Role(role, settings), cancellation).ConfigureAwait(false)
                : await AssumedAsync(name, role, settings, path, cancellation).ConfigureAwait(false);
        }

        return settings switch
        {
            _ when (settings["sso_session"] ?? settings["sso_start_url"]) is not null =>
                await new SsoSource(context).AskAsync(name, settings, cancellation).ConfigureAwait(false),
            _ when settings["aws_access_key_id"] is { } id && settings["aws_secret_access_key"] is { } secret =>
                new AwsKeys(id, secret, settings["aws_session_token"], null),
            _ when (settings["aws_access_key_id"] ?? settings["aws_secret_access_key"]) is not null =>
                throw new SourceException("it has only one of aws_access_key_id and aws_secret_access_key"),
            _ when settings["credential_process"] is { } program =>
                await ProcessSource.AskAsync(program, cancellation).ConfigureAwait(false),
            _ when settings["login_session"] is not null => throw new SourceException(
                "it is of 'aws login', which only the AWS CLI can use",
                $"let the AWS CLI do it, by another profile with 'credential_process = aws configure export-credentials --profile {name} "
                    + "--format process'"),
            _ => null,
        };
    }

    private async Task<AwsKeys> AssumedAsync(
        string name, string role, AwsProfile settings, List<string> path, CancellationToken cancellation)
    {
        if (settings["mfa_serial"] is not null)
        {
            throw new SourceException(
                "its role needs a code of an MFA device, and nobody is asked for one here",
                $"let the AWS CLI ask for it: eval \"$(aws configure export-credentials --profile {name} --format env)\"");
        }

        var source = (settings["source_profile"], settings["credential_source"]) switch
        {
            ({ }, { }) => throw new SourceException("it has both source_profile and credential_source", "keep one of them"),
            ({ } other, null) => await OfProfileAsync(other, path, cancellation).ConfigureAwait(false),
            (null, { } kind) => await OfSourceAsync(kind, cancellation).ConfigureAwait(false),
            _ => throw new SourceException("it has a role_arn, but neither source_profile nor credential_source"),
        };
        return await new StsClient(context).AssumeRoleAsync(source, Role(role, settings), cancellation).ConfigureAwait(false);
    }

    private async Task<AwsKeys> OfProfileAsync(string name, List<string> path, CancellationToken cancellation)
    {
        var settings = Find(name) ?? throw new SourceException($"its source_profile '{name}' is not there");

        // A profile may name itself: then its own keys are meant.
        if (name == path[^1])
        {
            settings = settings.Alone();
        }
        else if (path.Contains(name))
        {
            throw new SourceException($"its source_profile leads in a circle: {string.Join(" -> ", path.Append(name))}");
        }

        try
        {
            return await KeysAsync(name, settings, [.. path, name], cancellation).ConfigureAwait(false)
                ?? throw new SourceException("it has no credentials");
        }
        catch (SourceException exception)
        {
            throw new SourceException($"source_profile '{name}': {exception.Message}", exception.Hint, exception.Code);
        }
    }

    private async Task<AwsKeys> OfSourceAsync(string name, CancellationToken cancellation)
    {
        ICredentialSource source = name switch
        {
            "Environment" => new EnvironmentSource(context.Variable),
            "EcsContainer" => new ContainerSource(context),
            "Ec2InstanceMetadata" => new InstanceSource(context),
            _ => throw new SourceException("its credential_source is none of Environment, EcsContainer, Ec2InstanceMetadata"),
        };
        try
        {
            var answer = await source.AskAsync(cancellation).ConfigureAwait(false);
            return answer.Keys ?? throw new SourceException(answer.Absence);
        }
        catch (SourceException exception)
        {
            throw new SourceException($"credential_source {name}: {exception.Message}", exception.Hint ?? source.Hint, exception.Code);
        }
    }

    private static RoleToAssume Role(string arn, AwsProfile settings) => new(arn, settings["role_session_name"], settings["external_id"]);

    private AwsProfile? Find(string name)
    {
        try
        {
            return ProfileFiles.Find(name, context.Variable);
        }
        catch (CofferException exception)
        {
            throw new SourceException(
                exception.Message,
                "look at ~/.aws/config and ~/.aws/credentials, or at AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE");
        }
    }
}
