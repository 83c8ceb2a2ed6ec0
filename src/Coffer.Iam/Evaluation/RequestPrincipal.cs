using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Evaluation;

/// <summary>What kind of caller it is.</summary>
internal enum PrincipalKind
{
    /// <summary>Nobody: a request without a signature.</summary>
    Anonymous,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>A user of IAM.</summary>
    User,

    /// <summary>A session of a role.</summary>
    Session,

    /// <summary>A session of GetFederationToken.</summary>
    FederatedUser,

    /// <summary>A service of AWS.</summary>
    Service,

    /// <summary>Who comes with a token of somebody else, and wants a role.</summary>
    Federated,
}

/// <summary>Who asks.</summary>
/// <param name="Kind">What kind of caller it is.</param>
/// <param name="Arn">Its ARN, a service's name, a provider's ARN or name; empty for nobody.</param>
/// <param name="Account">Its account; empty where it has none.</param>
internal sealed record RequestPrincipal(PrincipalKind Kind, string Arn, string Account)
{
    /// <summary>Nobody.</summary>
    public static readonly RequestPrincipal Anonymous = new(PrincipalKind.Anonymous, "", "");

    /// <summary>The role of a session, or the user who asked for a federated one; else null.</summary>
    public string? Origin { get; init; }

    /// <summary>Unique ids that policies may name in an ARN's place, for example <c>AROA…</c>.</summary>
    public IReadOnlyList<string> UniqueIds { get; init; } = [];

    /// <summary>The account's id in S3's access lists; null where that is not known.</summary>
    public string? CanonicalId { get; init; }

    /// <summary>What <c>aws:userid</c> says; null where that is not known.</summary>
    public string? UserId { get; init; }

    /// <summary>Tags of the user, the role or the session.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The root user of an account.</summary>
    public static RequestPrincipal Root(string account, string partition = "aws") =>
        new(PrincipalKind.Root, $"arn:{partition}:iam::{account}:root", account);

    /// <summary>A user.</summary>
    public static RequestPrincipal User(string arn) => new(PrincipalKind.User, arn, AccountOf(arn));

    /// <summary>A session of a role; the role's path is not in the session's ARN.</summary>
    public static RequestPrincipal Session(string roleArn, string session)
    {
        var role = Parse(roleArn);
        var name = role.Resource[(role.Resource.LastIndexOf('/') + 1)..];
        var arn = role with { Service = "sts", Resource = $"assumed-role/{name}/{session}" };
        return new RequestPrincipal(PrincipalKind.Session, arn.ToString(), role.Account) { Origin = roleArn };
    }

    /// <summary>A session that a user asked for with GetFederationToken.</summary>
    public static RequestPrincipal FederatedUser(string userArn, string name)
    {
        var arn = Parse(userArn) with { Service = "sts", Resource = $"federated-user/{name}" };
        return new RequestPrincipal(PrincipalKind.FederatedUser, arn.ToString(), arn.Account) { Origin = userArn };
    }

    /// <summary>A service, for example <c>ecs-tasks.amazonaws.com</c>.</summary>
    public static RequestPrincipal Service(string name) => new(PrincipalKind.Service, name, "");

    /// <summary>Who comes with a token of a provider.</summary>
    public static RequestPrincipal Federated(string provider) => new(PrincipalKind.Federated, provider, "");

    /// <summary>
    /// Sets the condition keys that a principal has:
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
    /// </summary>
    public RequestContext Describe(RequestContext context)
    {
        context.Set("aws:PrincipalType", Kind switch
        {
            PrincipalKind.Root => "Account",
            PrincipalKind.User => "User",
            PrincipalKind.Session => "AssumedRole",
            PrincipalKind.FederatedUser => "FederatedUser",
            PrincipalKind.Anonymous => "Anonymous",
            PrincipalKind.Service => "Service",
            _ => "Federated",
        });
        context.Set("aws:PrincipalIsAWSService", Kind == PrincipalKind.Service ? "true" : "false");
        if (Account.Length > 0)
        {
            // For a session it is the role's ARN, so that a policy can name the role. Of an id nobody knows whose it is.
            context.Set("aws:PrincipalAccount", Account);
            _ = (Kind, Origin) switch
            {
                (PrincipalKind.Session, { } role) => context.Set("aws:PrincipalArn", role),
                (PrincipalKind.Session, null) => context.Leave("aws:PrincipalArn"),
                _ => context.Set("aws:PrincipalArn", Arn),
            };
        }

        if (Kind == PrincipalKind.User)
        {
            context.Set("aws:username", Arn[(Arn.LastIndexOf('/') + 1)..]);
        }

        if (UserId is not null)
        {
            context.Set("aws:userid", UserId);
        }

        foreach (var (key, value) in Tags)
        {
            context.Set($"aws:PrincipalTag/{key}", value);
        }

        return context;
    }

    private static string AccountOf(string arn) => Parse(arn).Account;

    private static Arn Parse(string text) =>
        Documents.Arn.TryParse(text, out var arn) ? arn : throw new ArgumentException($"'{text}' is no ARN", nameof(text));
}
