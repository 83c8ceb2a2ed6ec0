using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>AWS IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html.</summary>
internal sealed class IamService(ServiceParts parts)
    : QueryService<IamRequest>("iam", "https://iam.amazonaws.com/doc/2010-05-08/", IamActions.Table)
{
    // Those that are about the caller where they name no user.
    private static readonly string[] OfOneself = ["CreateAccessKey", "DeleteAccessKey", "GetUser", "ListAccessKeys", "UpdateAccessKey"];

    public static readonly ServiceEntry Entry = new("iam", IamActions.Table.Keys, parts => new IamService(parts));

    /// <summary>The group, role, user, policy, profile or provider that a request names, whether it is there or not yet.</summary>
    public override string? ResourceOf(AwsRequest request)
    {
        var parameters = (QueryParameters)request.Content;
        var account = request.AccountId;
        var iam = parts.Iam.Of(account, request.Partition);
        return Named(iam.Groups, "GroupName", "group")
            ?? Named(iam.Profiles, "InstanceProfileName", "instance-profile") ?? Named(iam.Roles, "RoleName", "role")
            ?? Named(iam.Users, "UserName", "user") ?? Given("PolicyArn") ?? Given("OpenIDConnectProviderArn") ?? Given("PolicySourceArn")
            ?? Named(iam.Policies, "PolicyName", "policy") ?? OfUrl()
            ?? ServiceLinkedRoles.ArnOf(request.Partition, account, Given("AWSServiceName")) ?? OfTask() ?? OfCaller();

        string? Given(string name) => parameters.Text(name, 0, int.MaxValue);

        string? Named<T>(Entities<T> entities, string parameter, string kind)
            where T : Entity =>
            Given(parameter) is { } name
                ? entities.Named(name)?.Arn ?? $"arn:{request.Partition}:iam::{account}:{kind}{Given("Path") ?? "/"}{name}"
                : null;

        string? OfUrl() => Given("Url") is { } url
            ? $"arn:{request.Partition}:iam::{account}:oidc-provider/{url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..]}"
            : null;

        // task/aws-service-role/SERVICE/ROLE/ID
        string? OfTask() => Given("DeletionTaskId")?.Split('/') is ["task", var path, var service, var role, _]
            ? $"arn:{request.Partition}:iam::{account}:role/{path}/{service}/{role}"
            : null;

        string? OfCaller() => OfOneself.Contains(request.Action) && iam.Users.WithId(request.Caller.UserId) is { } user ? user.Arn : null;
    }

    public override IEnumerable<Need> NeedsOf(AwsRequest request) =>
        IamNeeds.Of(parts.Iam.Of(request.AccountId, request.Partition), (QueryParameters)request.Content, request.Resource ?? "*");

    protected override IamRequest Bind(AwsRequest request, QueryParameters parameters) => new(
        parameters,
        parts.Iam.Of(request.AccountId, request.Partition),
        request.Caller,
        DateTimeOffset.FromUnixTimeSeconds(parts.Clock.GetUtcNow().ToUnixTimeSeconds()),
        parts.Callers,
        request.Partition);
}
