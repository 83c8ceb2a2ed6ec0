using Coffer.Iam.Conditions;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>
/// What callers of IAM must be allowed:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
/// </summary>
internal static class IamNeeds
{
    /// <summary>The actions that tag what they make, and the one that tags alone.</summary>
    private static readonly Dictionary<string, string> Tagging = new(StringComparer.Ordinal)
    {
        ["CreateRole"] = "TagRole",
        ["CreateUser"] = "TagUser",
        ["CreatePolicy"] = "TagPolicy",
        ["CreateInstanceProfile"] = "TagInstanceProfile",
        ["CreateOpenIDConnectProvider"] = "TagOpenIDConnectProvider",
    };

    /// <param name="store">What the caller's account has.</param>
    /// <param name="parameters">The request.</param>
    /// <param name="resource">The ARN of what it is about; <c>*</c> where it names nothing.</param>
    public static IEnumerable<Need> Of(IamStore store, QueryParameters parameters, string resource)
    {
        void Describe(RequestContext context) => Set(context, store, parameters, resource);
        yield return new Need($"iam:{parameters.Action}", resource) { Describe = Describe };
        if (Tagging.TryGetValue(parameters.Action, out var tag) && parameters.Tags() is not null)
        {
            yield return new Need($"iam:{tag}", resource) { Describe = Describe };
        }

        if (parameters.Action == "AddRoleToInstanceProfile" && store.Roles.Named(parameters.Required("RoleName", 1, 128)) is { } role)
        {
            yield return PassRole(role.Arn, "ec2.amazonaws.com");
        }
    }

    /// <summary>To give a role to a service: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html</summary>
    public static Need PassRole(string roleArn, string service) => new("iam:PassRole", roleArn)
    {
        Describe = context => context.Set("iam:PassedToService", service),
    };

    private static void Set(RequestContext context, IamStore store, QueryParameters parameters, string resource)
    {
        var entity = (Entity?)store.Roles.WithArn(resource) ?? (Entity?)store.Users.WithArn(resource)
            ?? (Entity?)store.Policies.WithArn(resource) ?? (Entity?)store.Profiles.WithArn(resource) ?? store.Providers.WithArn(resource);
        foreach (var (key, value) in entity?.Tags ?? new Dictionary<string, string>())
        {
            context.Set($"aws:ResourceTag/{key}", value).Set($"iam:ResourceTag/{key}", value);
        }

        var given = parameters.Tags() ?? [];
        foreach (var (key, value) in given)
        {
            context.Set($"aws:RequestTag/{key}", value);
        }

        if (given.Select(tag => tag.Key).Concat(parameters.List("TagKeys") ?? []).ToList() is { Count: > 0 } keys)
        {
            context.Set("aws:TagKeys", keys);
        }

        if (parameters.Text("AWSServiceName", 0, int.MaxValue) is { } service)
        {
            context.Set("iam:AWSServiceName", service);
        }

        if (parameters.Text("PolicyArn", 0, int.MaxValue) is { } policy)
        {
            context.Set("iam:PolicyARN", policy);
        }

        // Of a new principal the boundary that it is to have, of one that is there its own.
        if ((parameters.Text("PermissionsBoundary", 0, int.MaxValue) ?? (entity as IamPrincipal)?.PermissionsBoundary) is { } boundary)
        {
            context.Set("iam:PermissionsBoundary", boundary);
        }
    }
}
