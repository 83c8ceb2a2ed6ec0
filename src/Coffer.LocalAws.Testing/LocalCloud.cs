using Coffer.Iam.Validation;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Sts;

namespace Coffer.LocalAws.Testing;

/// <summary>
/// A local AWS inside this process: KMS, S3, STS, IAM and ECS on a free port of 127.0.0.1, in memory, gone when it is disposed of.
/// Clients of the AWS SDK reach it by their own configuration. It starts in milliseconds: each test can have its own.
/// </summary>
public sealed class LocalCloud : IAsyncDisposable
{
    private const string RootKey = "test";

    private readonly LocalServer server;
    private readonly LocalCloudOptions options;

    private LocalCloud(LocalServer server, LocalCloudOptions options, LocalCallCollection calls) =>
        (this.server, this.options, Calls) = (server, options, calls);

    /// <summary>Where it listens: the <c>ServiceURL</c> of clients, and AWS_ENDPOINT_URL.</summary>
    public Uri Endpoint => server.Endpoint;

    /// <summary>The region of clients.</summary>
    public string Region => options.Region;

    /// <summary>Who called what.</summary>
    public LocalCallCollection Calls { get; }

    /// <summary>The root user, who needs no policy: for what a test makes before it begins.</summary>
    public LocalIdentity Root => new($"arn:{Partition.Of(options.Region)}:iam::{options.AccountId}:root", RootKey, RootKey, null);

    /// <summary>Starts one.</summary>
    /// <param name="options">What it is told; null for nothing.</param>
    /// <exception cref="ArgumentException">It cannot be made as it is told.</exception>
    public static async Task<LocalCloud> StartAsync(LocalCloudOptions? options = null)
    {
        options ??= new LocalCloudOptions();
        var calls = new LocalCallCollection();
        try
        {
            var server = await LocalServer.StartAsync(
                new Options
                {
                    Port = 0,
                    AccountId = options.AccountId,
                    Region = options.Region,
                    EnforceIam = options.EnforceIam,
                    Keys = [.. options.Keys],
                    Buckets = [.. options.Buckets],
                    TaskCredentialsSeconds = (int)options.CredentialsLifetime.TotalSeconds,
                },
                options.Clock,
                answering: calls.Add);
            return new LocalCloud(server, options, calls);
        }
        catch (StartupException e)
        {
            throw new ArgumentException(e.Message, nameof(options), e);
        }
    }

    /// <summary>Makes a role, which a task of ECS and anybody of the account may assume, or gives it other policies.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="policies">What it may do: documents of IAM, for example what <c>coffer policy reader</c> prints. None: nothing.</param>
    /// <returns>A session of it.</returns>
    /// <exception cref="ArgumentException">A policy is one that AWS would not take.</exception>
    public LocalIdentity Role(string name, params IReadOnlyList<string> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var parts = server.Parts;
        var roles = parts.Iam.Of(options.AccountId, Partition.Of(options.Region)).Roles;
        foreach (var policy in policies)
        {
            if (IdentityPolicyRules.OfInline(policy, "role", name, policies.Where(other => other != policy)) is { } fault)
            {
                throw new ArgumentException($"a policy of the role '{name}' is none: {fault.Message}", nameof(policies));
            }
        }

        var role = roles.Named(name) ?? new Role
        {
            Id = EntityId.New("AROA"),
            Name = name,
            AccountId = options.AccountId,
            Partition = Partition.Of(options.Region),
            Created = parts.Clock.GetUtcNow(),
            TrustPolicy = $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                  "Principal":{"AWS":"{{{options.AccountId}}}","Service":"ecs-tasks.amazonaws.com"}}]}
                """,
        };
        role = role with { InlinePolicies = policies.Index().ToDictionary(policy => $"policy-{policy.Index + 1}", policy => policy.Item) };
        roles.Put(role);
        return SessionOf(role);
    }

    /// <summary>What a process is given in its environment to be somebody here: for <c>coffer exec</c>, the AWS CLI, and others.</summary>
    /// <param name="identity">Who.</param>
    public IReadOnlyDictionary<string, string> VariablesOf(LocalIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = Endpoint.GetLeftPart(UriPartial.Authority),
            ["AWS_REGION"] = Region,
            ["AWS_ACCESS_KEY_ID"] = identity.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = identity.SecretAccessKey,
        };
        if (identity.SessionToken is { } token)
        {
            variables["AWS_SESSION_TOKEN"] = token;
        }

        return variables;
    }

    /// <summary>Where a role's credentials are served as ECS serves a task's: AWS_CONTAINER_CREDENTIALS_FULL_URI.</summary>
    /// <param name="role">The role's name.</param>
    public Uri TaskCredentialsOf(string role) => new(Endpoint, $"/v2/credentials/{Uri.EscapeDataString(role)}");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private LocalIdentity SessionOf(Role role)
    {
        var parts = server.Parts;
        var session = SessionMaker.New(parts.Clock.GetUtcNow(), (int)options.CredentialsLifetime.TotalSeconds) with
        {
            AccountId = role.AccountId,
            RoleArn = role.Arn,
            Arn = $"arn:{role.Partition}:sts::{role.AccountId}:assumed-role/{role.Name}/test",
            UserId = $"{role.Id}:test",
        };
        parts.Sessions.Add(session);
        return new LocalIdentity(session.Arn, session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }
}
