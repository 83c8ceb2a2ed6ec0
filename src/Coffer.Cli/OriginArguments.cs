using Coffer.Aws;
using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli;

/// <summary>Which service's secrets a command line, or its environment, names.</summary>
internal static class OriginArguments
{
    private const string Otherwise = "name a source: 'coffer exec staging/api -- …', 's3://bucket/api'";

    /// <summary>A source as it is typed: <c>staging/api</c> or <c>s3://bucket/api</c>.</summary>
    public static SecretOrigin Parse(App app, string text)
    {
        if (RemoteAddress.Is(text))
        {
            var remote = RemoteAddress.Parse(text);
            return remote.Path.Length > 0 && !remote.Path.Contains('/', StringComparison.Ordinal)
                ? InBucket(app, remote.Bucket, remote.Path)
                : throw NoSource();
        }

        var parts = text.TrimEnd('/').Split('/');
        return parts.Length == 2 && AddressGrammar.PathProblem(text.TrimEnd('/')) is null
            ? InRepository(app, parts[0], parts[1])
            : throw NoSource();
    }

    /// <summary>A service's folder in the repository; or one secret of it, where a name is given.</summary>
    public static SecretOrigin InRepository(App app, string environment, string service, string? name = null)
    {
        var repository = app.Repository();
        GitState.RequireCheckedOut(repository, environment);
        var origin = SecretOrigins.InRepository(app.Connections, repository, environment, service);
        GitState.RequireMerged(repository, $"{environment}/{service}{(name is null ? "" : $"/{name}")}");
        return origin;
    }

    /// <summary>
    /// A service's prefix in a bucket, or its release where <c>COFFER_RELEASE</c> is one of that bucket and service. What
    /// the variables do not say, the environment of coffer.json with that bucket does.
    /// </summary>
    public static SecretOrigin InBucket(App app, string bucket, string service)
    {
        var runtime = app.Runtime();
        if (runtime.HasRelease && (RequireBucket(runtime), RequireService(runtime)) != (bucket, service))
        {
            runtime = runtime.With(null, "");
        }

        var settings = Configured(app, runtime.Environment, bucket);
        return SecretOrigins.InBucket(settings is null ? app.Aws() : app.Aws(settings), runtime, settings, bucket, service);
    }

    /// <summary>What the container's variables say, and they alone: a coffer.json in its folder means nothing.</summary>
    public static SecretOrigin FromVariables(App app)
    {
        var runtime = app.Runtime();
        var (bucket, service) = (RequireBucket(runtime), RequireService(runtime));
        return SecretOrigins.InBucket(app.Aws(), runtime, null, bucket, service);
    }

    // One environment, one bucket: variables that take another environment's bucket are mixed up.
    private static EnvironmentSettings? Configured(App app, string? environment, string bucket) =>
        app.Repository().Environments.FirstOrDefault(known => known.Bucket == bucket) is not { } owner ? null
            : environment is null || owner.Name == environment ? owner
            : throw new CofferException(
                ErrorCode.Configuration,
                $"COFFER_ENVIRONMENT is '{environment}', and in coffer.json '{AddressGrammar.Printable(bucket)}' is the bucket of "
                    + $"'{owner.Name}'",
                "one environment has one bucket: look at COFFER_ENVIRONMENT, at COFFER_BUCKET or SECRETS_BUCKET_NAME, and at coffer.json");

    private static string RequireBucket(RuntimeSettings runtime) => runtime.RequireBucket(Otherwise);

    private static string RequireService(RuntimeSettings runtime) => runtime.RequireService(Otherwise);

    private static CofferException NoSource() => new(
        ErrorCode.Usage,
        "what is given as a source is not the secrets of a service",
        "write <environment>/<service> or s3://<bucket>/<service>, and the command after '--'");
}
