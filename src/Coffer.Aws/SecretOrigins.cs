using Coffer.Core.Configuration;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Aws;

/// <summary>Finds a service's secrets: the command line and the .NET library find the same ones by the same settings.</summary>
internal static class SecretOrigins
{
    /// <summary>A service's folder in the repository.</summary>
    /// <param name="aws">AWS.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="environment">The environment, as coffer.json has it.</param>
    /// <param name="service">The service.</param>
    /// <param name="region">A region that goes before the environment's; null for none.</param>
    /// <param name="endpoint">A local AWS that goes before the environment's; null for none.</param>
    public static SecretOrigin InRepository(
        AwsConnections aws, SecretRepository repository, string environment, string service, string? region = null, Uri? endpoint = null)
    {
        var settings = repository.Environment(environment);
        return Of(
            aws.In(region ?? settings.Region, endpoint ?? settings.Endpoint),
            new RepositorySource(repository, environment, service),
            settings.Policy);
    }

    /// <summary>A service's prefix in a bucket, or its release where one is pinned.</summary>
    /// <param name="connection">AWS.</param>
    /// <param name="runtime">What the variables say.</param>
    /// <param name="settings">What coffer.json says where they say nothing; null without one.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="service">The service.</param>
    /// <param name="newest">What is known of the newest release; null for nothing.</param>
    public static SecretOrigin InBucket(
        AwsConnection connection,
        RuntimeSettings runtime,
        EnvironmentSettings? settings,
        string bucket,
        string service,
        NewestRelease? newest = null)
    {
        var binding = runtime.Binding ?? settings?.Binding ?? Binding.Bound;
        var environment = runtime.Environment ?? settings?.Name;
        if (environment is null && runtime.HasRelease)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"COFFER_ENVIRONMENT is not set (the environment whose release {ReleasePin.Variable} is)",
                "the Terraform module's output 'container_environment' has all variables");
        }

        if (environment is null && binding == Binding.Bound)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                "the environment of the bucket is not known, and its secrets are bound to it",
                "set COFFER_ENVIRONMENT; or COFFER_BINDING=none for files made with plain 'aws kms encrypt'");
        }

        var policy = new SealingPolicy(runtime.Keys ?? settings?.Keys ?? [EnvironmentSettings.DefaultKey], binding);
        ISecretSource source = runtime.HasRelease
            ? new ReleaseSource(connection.Bucket(bucket), bucket, environment!, service, runtime.Release, newest)
            : new BucketSource(connection.Bucket(bucket), bucket, environment ?? bucket, service);
        return Of(connection, source, policy);
    }

    private static SecretOrigin Of(AwsConnection connection, ISecretSource source, SealingPolicy policy) =>
        SecretOrigin.Of(source, connection.Keys, policy, () => connection.Prepare(policy.Keys[0]));
}
