using System.Text.Json.Nodes;
using System.Xml;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>
/// Roles that services of AWS have for themselves:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html. Their names are the services' own; those of
/// services that are not here are not known.
/// </summary>
internal static class ServiceLinkedRoles
{
    private const string Path = "/aws-service-role/";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["autoscaling.amazonaws.com"] = "AWSServiceRoleForAutoScaling",
        ["cks.kms.amazonaws.com"] = "AWSServiceRoleForKeyManagementServiceCustomKeyStores",
        ["ecs.amazonaws.com"] = "AWSServiceRoleForECS",
        ["ecs.application-autoscaling.amazonaws.com"] = "AWSServiceRoleForApplicationAutoScaling_ECSService",
        ["eks.amazonaws.com"] = "AWSServiceRoleForAmazonEKS",
        ["elasticache.amazonaws.com"] = "AWSServiceRoleForElastiCache",
        ["elasticloadbalancing.amazonaws.com"] = "AWSServiceRoleForElasticLoadBalancing",
        ["mrk.kms.amazonaws.com"] = "AWSServiceRoleForKeyManagementServiceMultiRegionKeys",
        ["opensearchservice.amazonaws.com"] = "AWSServiceRoleForAmazonOpenSearchService",
        ["rds.amazonaws.com"] = "AWSServiceRoleForRDS",
        ["spot.amazonaws.com"] = "AWSServiceRoleForEC2Spot",
    };

    /// <summary>Where a service's role lies; null where the service is not known.</summary>
    public static string? ArnOf(string partition, string account, string? service) =>
        service is not null && Names.TryGetValue(service, out var name)
        ? $"arn:{partition}:iam::{account}:role{Path}{service}/{name}"
        : null;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var service = request.Parameters.Required("AWSServiceName", 1, 128);
        if (!Names.TryGetValue(service, out var name))
        {
            throw Invalid($"coffer-local does not know the service-linked role of {service}");
        }

        if (request.Parameters.Text("CustomSuffix", 1, 64) is { } suffix)
        {
            // Of these services only one takes a suffix.
            name = service.StartsWith("autoscaling.", StringComparison.Ordinal)
                ? $"{name}_{suffix}"
                : throw Invalid($"Custom suffix is not allowed for {service}");
        }

        if (request.Store.Roles.Named(name) is not null)
        {
            throw Invalid($"Service role name {name} has been taken in this account, please try a different suffix.");
        }

        var role = new Role
        {
            Id = EntityId.New("AROA"),
            Name = name,
            AccountId = request.AccountId,
            Partition = request.Partition,
            Created = request.Now,
            Path = $"{Path}{service}/",
            TrustPolicy = new JsonObject
            {
                ["Version"] = "2012-10-17",
                ["Statement"] = new JsonArray(new JsonObject
                {
                    ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["Service"] = service }, ["Action"] = "sts:AssumeRole",
                }),
            }.ToJsonString(),
            Description = request.Parameters.Text("Description", 0, 1000),
        };
        request.Store.Roles.Put(role);
        Roles.Write(answer, role, request.Store);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html: done at once.</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        if (!Is(role))
        {
            throw Invalid($"{role.Name} is not a service-linked role.");
        }

        var task = $"task{role.Path}{role.Name}/{Guid.NewGuid()}";
        request.Store.Roles.Remove(role);
        request.Store.Deletions[task] = role.Name;
        answer.WriteElementString("DeletionTaskId", task);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html</summary>
    public static void GetDeletionStatus(IamRequest request, XmlWriter answer)
    {
        var task = request.Parameters.Required("DeletionTaskId", 1, 1000);
        if (!request.Store.Deletions.ContainsKey(task))
        {
            throw IamErrors.NoSuchEntity($"Deletion task {task} cannot be found.");
        }

        answer.WriteElementString("Status", "SUCCEEDED");
    }

    /// <summary>An action that changes roles, but for those that are a service's.</summary>
    public static QueryAction<IamRequest> NotOf(QueryAction<IamRequest> action) => (request, answer) =>
    {
        if (request.Parameters.Text("RoleName", 0, int.MaxValue) is { } name && request.Store.Roles.Named(name) is { } role && Is(role))
        {
            throw new AwsException(
                400,
                "UnmodifiableEntity",
                $"Cannot perform the operation on the protected role '{role.Name}' - this role is only modifiable by AWS");
        }

        action(request, answer);
    };

    private static bool Is(Role role) => role.Path.StartsWith(Path, StringComparison.Ordinal);

    private static AwsException Invalid(string message) => new(400, "InvalidInput", message);
}
