using Amazon.Runtime;
using Coffer.Aws;
using Coffer.Configuration.Observing;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Configuration.Loading;

/// <summary>Where the secrets are that options and variables name, and the connections to open them with.</summary>
internal sealed class SecretAccess : IDisposable
{
    private readonly CofferOptions options;
    private readonly Func<string, string?> variable;
    private readonly RuntimeSettings runtime;
    private readonly AwsConnections connections;
    private volatile bool disposed;

    /// <summary>Reads the settings; nothing is asked yet.</summary>
    /// <param name="options">The options.</param>
    /// <param name="variable">The environment's variables.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for one that cannot be used.</exception>
    public SecretAccess(CofferOptions options, Func<string, string?> variable)
    {
        this.options = options;
        this.variable = variable = AccessSettings.Variables(options, variable);
        var words = new SettingWords(options, variable);
        runtime = new Gate(words, "").Run(() => AccessSettings.Of(options, variable));
        Gate = new Gate(words, IsOff ? "" : Description);
#pragma warning disable CA2000 // the connections own it
        connections = new AwsConnections(new AwsAccess(variable)
        {
            Given = options.Credentials,
            Kms = options.KmsClient,
            S3 = options.S3Client,
            KmsAttempted = Telemetry.KmsAttempted,
            S3Attempted = Telemetry.S3Attempted,
        });
#pragma warning restore CA2000
    }

    /// <summary>What comes out of public methods.</summary>
    public Gate Gate { get; }

    /// <summary>What is known of the newest release; of the source's provider before, where there was one.</summary>
    public NewestRelease Newest { get; set; } = new();

    /// <summary>Whether Coffer is turned off.</summary>
    public bool IsOff => !options.Enabled;

    /// <summary>Whether no Coffer is configured here: what <see cref="CofferOptions.Optional"/> allows, and nothing else.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where that cannot be told.</exception>
    public bool IsAbsent => options.Repository is { } folder
        ? IsMissing(folder)
        : (runtime.Bucket, runtime.Service, runtime.HasRelease) is (null, null, false);

    /// <summary>Whether what is loaded can never change.</summary>
    public bool IsPinned => options.Repository is null && runtime.Release is not null;

    /// <summary>The time for one load.</summary>
    public TimeSpan Timeout => options.Timeout;

    /// <summary>The environment, for telemetry; empty where it is not known.</summary>
    public string Environment => runtime.Environment ?? "";

    /// <summary>The bucket, for telemetry; empty where it is not known, or none.</summary>
    public string Bucket => options.Repository is null ? runtime.Bucket ?? "" : "";

    /// <summary>The service, for telemetry; empty where it is not known.</summary>
    public string Service => runtime.Service ?? "";

    /// <summary>What the container takes; null where it takes all.</summary>
    public NameList? Names => runtime.Names;

    /// <summary>For messages: what is loaded, as far as it is known.</summary>
    public string Description => options.Repository is not null
        ? $"{Environment}/{Service} in the repository"
        : $"{(IsPinned ? "the release of " : "")}s3://{runtime.Bucket}/{Service}";

    /// <summary>The secrets, new for each load: a source keeps what it has read, and what failed.</summary>
    /// <exception cref="CofferException">A setting is missing or cannot be used.</exception>
    /// <exception cref="ObjectDisposedException">The connections are closed.</exception>
    public SecretOrigin Origin()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (IsOff)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                "Coffer is turned off",
                "set CofferOptions.Enabled, or Coffer:Enabled of the configuration, to true");
        }

        return ObservedOrigin.Of(Find() with { Required = runtime.Require ?? RequiredNames.None }, Servers());
    }

    private SecretOrigin Find()
    {
        if (options.Repository is { } folder)
        {
            var (environment, ownService) = (RequireEnvironment(), runtime.RequireService("set CofferOptions.Service"));
            return SecretOrigins.InRepository(connections, RepositoryAt(folder), environment, ownService, Region, options.Endpoint);
        }

        if (IsAbsent)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                "AddCoffer() is not told which secrets to load: COFFER_BUCKET and COFFER_SERVICE are not set",
                "in a container, set what the Terraform module's output 'container_environment' says; on your own machine, name a folder "
                    + "with CofferOptions.Repository, or say CofferOptions.Optional to start without secrets");
        }

        var bucket = runtime.RequireBucket("set CofferOptions.Bucket");
        var service = runtime.RequireService("set CofferOptions.Service");
        return SecretOrigins.InBucket(connections.In(Region, options.Endpoint), runtime, null, bucket, service, Newest);
    }

    private AwsServers Servers() => new(
        Region ?? AwsSettings.Set(variable("AWS_REGION")) ?? AwsSettings.Set(variable("AWS_DEFAULT_REGION")),
        options.Endpoint,
        variable,
        Bucket);

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        connections.Dispose();
    }

    private string? Region => options.Region ?? RegionOf(options.KmsClient?.Config) ?? RegionOf(options.S3Client?.Config);

    private static string? RegionOf(IClientConfig? config) =>
        config is null ? null : AwsSettings.Set(config.AuthenticationRegion) ?? config.RegionEndpoint?.SystemName;

    private SecretRepository RepositoryAt(string folder) => !IsMissing(folder)
        ? SecretRepository.Open(FullPath(folder), variable)
        : throw new CofferException(
            ErrorCode.NotFound,
            $"there is no repository at '{AddressGrammar.Printable(folder)}'",
            "the path is relative to the current folder; with Optional, a folder that is missing means no secrets");

    private static bool IsMissing(string folder)
    {
        try
        {
            return Disk.Own.KindOf(folder, followLinks: true) != FileKind.Folder;
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw OptionRules.Wrong(
                $"Repository cannot be looked at: '{AddressGrammar.Printable(folder)}' ({FileTrouble.Cause(exception)})",
                "look at its name, and at the permissions of the folders above it");
        }
    }

    private static string FullPath(string folder) =>
        Path.IsPathRooted(folder) ? Path.GetFullPath(folder, folder) : Path.GetFullPath(folder, SafeFile.CurrentFolder());

    private string RequireEnvironment() => runtime.Environment
        ?? throw new CofferException(
            ErrorCode.Configuration, "the environment is not said", "set CofferOptions.Environment, or COFFER_ENVIRONMENT");
}
