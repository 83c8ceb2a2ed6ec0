using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Coffer.Aws.Credentials;

/// <summary>
/// A profile of <c>~/.aws/config</c> and <c>~/.aws/credentials</c>. The SDK reads the files; what a profile leads to is
/// asked here, because the SDK's way there hangs or needs reflection in a native binary.
/// </summary>
internal sealed class ProfileSource(CredentialContext context) : ICredentialSource
{
    private const string Default = "default";

    private readonly string profile = context.Set("AWS_PROFILE") ?? Default;

    /// <inheritdoc/>
    public string Name => $"profile '{profile}'";

    /// <inheritdoc/>
    public string Hint => "sign in ('aws sso login', 'aws configure'), or set AWS_PROFILE";

    /// <inheritdoc/>
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        if (Find(profile) is not { } options)
        {
            return profile == Default
                ? SourceAnswer.Absent("there is none")
                : throw new SourceException(
                    "there is none, though AWS_PROFILE names it", "'aws configure list-profiles' shows which there are");
        }

        var keys = await KeysAsync(profile, options, [profile], cancellation).ConfigureAwait(false);
        return keys is not null ? SourceAnswer.Of(keys)
            : profile == Default ? SourceAnswer.Absent("it has no credentials")
            : throw new SourceException(
                "it has no credentials, though AWS_PROFILE names it", "'aws configure sso' or 'aws configure' writes them");
    }

    /// <summary>Kinds of profiles, in the order in which the AWS CLI looks for them.</summary>
    private async Task<AwsKeys?> KeysAsync(
        string name, CredentialProfileOptions options, List<string> path, CancellationToken cancellation) => options switch
    {
        { RoleArn.Length: > 0, WebIdentityTokenFile.Length: > 0 } => await new StsClient(context).AssumeRoleWithWebIdentityAsync(
            CredentialContext.Read(options.WebIdentityTokenFile, "web_identity_token_file"),
            Role(options),
            cancellation).ConfigureAwait(false),
        { RoleArn.Length: > 0 } => await AssumedAsync(name, options, path, cancellation).ConfigureAwait(false),
        { SsoSession.Length: > 0 } or { SsoStartUrl.Length: > 0 } =>
            await new SsoSource(context).AskAsync(name, options, cancellation).ConfigureAwait(false),
        { AccessKey.Length: > 0, SecretKey.Length: > 0 } =>
            new AwsKeys(options.AccessKey, options.SecretKey, AwsSettings.Set(options.Token), null),
        { AccessKey.Length: > 0 } or { SecretKey.Length: > 0 } =>
            throw new SourceException("it has only one of aws_access_key_id and aws_secret_access_key"),
        { CredentialProcess.Length: > 0 } => await ProcessSource.AskAsync(options.CredentialProcess, cancellation).ConfigureAwait(false),
        { LoginSession.Length: > 0 } => throw new SourceException(
            "it is of 'aws login', which only the AWS CLI can use",
            $"let the AWS CLI do it, by another profile with 'credential_process = aws configure export-credentials --profile {name} "
                + "--format process'"),
        _ => null,
    };

    private async Task<AwsKeys> AssumedAsync(
        string name, CredentialProfileOptions options, List<string> path, CancellationToken cancellation)
    {
        if (options.MfaSerial is { Length: > 0 })
        {
            throw new SourceException(
                "its role needs a code of an MFA device, and nobody is asked for one here",
                $"let the AWS CLI ask for it: eval \"$(aws configure export-credentials --profile {name} --format env)\"");
        }

        var source = options switch
        {
            { SourceProfile.Length: > 0, CredentialSource.Length: > 0 } =>
                throw new SourceException("it has both source_profile and credential_source", "keep one of them"),
            { SourceProfile.Length: > 0 } => await OfProfileAsync(options.SourceProfile, path, cancellation).ConfigureAwait(false),
            { CredentialSource.Length: > 0 } => await OfSourceAsync(options.CredentialSource, cancellation).ConfigureAwait(false),
            _ => throw new SourceException("it has a role_arn, but neither source_profile nor credential_source"),
        };
        return await new StsClient(context).AssumeRoleAsync(source, Role(options), cancellation).ConfigureAwait(false);
    }

    private async Task<AwsKeys> OfProfileAsync(string name, List<string> path, CancellationToken cancellation)
    {
        var options = Find(name) ?? throw new SourceException($"its source_profile '{name}' is not there");

        // A profile may name itself: then its own keys are meant.
        if (name == path[^1])
        {
            options = new CredentialProfileOptions
            {
                AccessKey = options.AccessKey,
                SecretKey = options.SecretKey,
                Token = options.Token,
                CredentialProcess = options.CredentialProcess,
            };
        }
        else if (path.Contains(name))
        {
            throw new SourceException($"its source_profile leads in a circle: {string.Join(" -> ", path.Append(name))}");
        }

        try
        {
            return await KeysAsync(name, options, [.. path, name], cancellation).ConfigureAwait(false)
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

    private static RoleToAssume Role(CredentialProfileOptions options) =>
        new(options.RoleArn, AwsSettings.Set(options.RoleSessionName), AwsSettings.Set(options.ExternalID));

    private CredentialProfileOptions? Find(string name)
    {
        const string where = "look at ~/.aws/config and ~/.aws/credentials, or at AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE";
        try
        {
            return ProfileFiles.Find(name, context.Variable)?.Options;
        }
        catch (CofferException exception)
        {
            throw new SourceException(exception.Message, where);
        }
        catch (Exception exception) when (exception is AmazonClientException or ArgumentException)
        {
            throw new SourceException("the AWS configuration files cannot be read", where);
        }
    }
}
