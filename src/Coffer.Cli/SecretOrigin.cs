using Coffer.Core.Addresses;
using Coffer.Core.Configuration;
using Coffer.Core.Errors;
using Coffer.Core.Loading;
using Coffer.Core.Releases;
using Coffer.Core.Sealing;
using Coffer.Core.Stores;

namespace Coffer.Cli;

/// <summary>A service's secrets: where they are, and what opens them.</summary>
internal sealed record SecretOrigin(ISecretSource Source, IKeyService Keys, SealingPolicy Policy)
{
    /// <summary>A source as it is typed: <c>staging/api</c> or <c>s3://bucket/api</c>.</summary>
    public static SecretOrigin Parse(App app, string text)
    {
        if (RemoteAddress.Is(text))
        {
            var remote = RemoteAddress.Parse(text);
            return remote.Path.Length > 0 && !remote.Path.Contains('/', StringComparison.Ordinal)
                ? InBucket(app, remote.Bucket, remote.Path)
                : throw NoSource(text);
        }

        var parts = text.TrimEnd('/').Split('/');
        return parts.Length == 2 && AddressGrammar.PathProblem(text.TrimEnd('/')) is null
            ? InRepository(app, parts[0], parts[1])
            : throw NoSource(text);
    }

    /// <summary>A service's folder in the repository.</summary>
    public static SecretOrigin InRepository(App app, string environment, string service)
    {
        var repository = app.Repository();
        var settings = repository.Environment(environment);
        return new SecretOrigin(new RepositorySource(repository, environment, service), app.Aws(settings).Keys, settings.Policy);
    }

    /// <summary>
    /// A service's prefix in a bucket, or its release where <c>COFFER_RELEASE</c> is one of that bucket and service. What
    /// the variables do not say, the environment of coffer.json with that bucket does.
    /// </summary>
    public static SecretOrigin InBucket(App app, string bucket, string service)
    {
        var runtime = RuntimeSettings.From(app.Variable);
        if (runtime.Release is not null && (RequireBucket(runtime), RequireService(runtime)) != (bucket, service))
        {
            runtime = runtime with { Release = null };
        }

        return InBucket(app, runtime, Configured(app, runtime.Environment, bucket), bucket, service);
    }

    /// <summary>What the container's variables say, and they alone: a coffer.json in its folder means nothing.</summary>
    public static SecretOrigin FromVariables(App app)
    {
        var runtime = RuntimeSettings.From(app.Variable);
        return InBucket(app, runtime, null, RequireBucket(runtime), RequireService(runtime));
    }

    private static SecretOrigin InBucket(
        App app, RuntimeSettings runtime, EnvironmentSettings? settings, string bucket, string service)
    {
        var binding = runtime.Binding ?? settings?.Binding ?? Binding.Bound;
        var environment = runtime.Environment ?? settings?.Name;
        if (environment is null && runtime.Release is not null)
        {
            throw NotSet("COFFER_ENVIRONMENT", $"the environment whose release {ReleasePin.Variable} is");
        }

        if (environment is null && binding == Binding.Bound)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"the environment of bucket '{bucket}' is not known, and its secrets are bound to it",
                "set COFFER_ENVIRONMENT; or COFFER_BINDING=none for files made with plain 'aws kms encrypt'");
        }

        var connection = settings is null ? app.Aws() : app.Aws(settings);
        var policy = new SealingPolicy(runtime.Keys ?? settings?.Keys ?? [EnvironmentSettings.DefaultKey], binding);
        ISecretSource source = runtime.Release is { } pin
            ? new ReleaseSource(connection.Bucket(bucket), bucket, environment!, service, pin)
            : new BucketSource(connection.Bucket(bucket), bucket, environment ?? bucket, service);
        return new SecretOrigin(source, connection.Keys, policy);
    }

    private static EnvironmentSettings? Configured(App app, string? environment, string bucket) =>
        app.Repository().Environments.FirstOrDefault(
            known => known.Bucket == bucket && (environment is null || known.Name == environment));

    private static string RequireBucket(RuntimeSettings runtime) => runtime.Bucket ?? throw NotSet("COFFER_BUCKET", "the environment's bucket");

    private static string RequireService(RuntimeSettings runtime) =>
        runtime.Service ?? throw NotSet("COFFER_SERVICE", "the service whose secrets to load");

    private static CofferException NotSet(string variable, string meaning) => new(
        ErrorCode.Configuration,
        $"{variable} is not set ({meaning})",
        "the Terraform module's output 'container_environment' has all variables; or name a source: 'coffer exec staging/api -- …', 's3://bucket/api'");

    private static CofferException NoSource(string text) => new(
        ErrorCode.Usage,
        $"'{AddressGrammar.Printable(text)}' is not the secrets of a service",
        "write <environment>/<service> or s3://<bucket>/<service>, and the command after '--'");
}
