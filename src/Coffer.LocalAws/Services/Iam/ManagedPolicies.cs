using System.Globalization;
using System.Xml;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Managed policies: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html</summary>
internal static class ManagedPolicies
{
    private static readonly string[] Scopes = ["All", "AWS", "Local"];

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var parameters = request.Parameters;
        var first = new PolicyVersion("v1", PolicyText.Read(parameters, "PolicyDocument", IdentityPolicyRules.OfManaged), request.Now);
        var policy = new ManagedPolicy
        {
            Id = EntityId.New("ANPA"),
            Name = request.Name("PolicyName", 128),
            AccountId = request.AccountId,
            Partition = request.Partition,
            Created = request.Now,
            Updated = request.Now,
            Path = request.Path(),
            Description = parameters.Text("Description", 0, 1000),
            Versions = [first],
            DefaultVersionId = first.Id,
            Tags = IamTags.Read(parameters),
        };
        if (request.Store.Policies.Named(policy.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"A policy called {policy.Name} already exists. Duplicate names are not allowed.");
        }

        request.Store.Policies.Put(policy);
        Write(answer, policy, request);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html</summary>
    public static void Get(IamRequest request, XmlWriter answer) =>
        Write(answer, request.Store.Policies.Require(request.Parameters), request);

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html: AWS's own policies are not here.</summary>
    public static void List(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        var scope = request.Parameters.Text("Scope", 1, 5) ?? "All";
        var attached = request.Parameters.Flag("OnlyAttached");
        if (!Scopes.Contains(scope))
        {
            throw QueryParameters.Invalid($"1 validation error detected: Value '{scope}' at 'scope' failed to satisfy constraint: Member "
                + "must satisfy enum value set: [All, AWS, Local]");
        }

        var policies = request.Store.Policies.All
            .Where(policy => scope != "AWS" && policy.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Where(policy => !attached || request.Store.Holders(policy.Arn).Any());
        QueryPage.Write(
            answer, request.Parameters, "Policies", policies, policy => policy.Name, policy => WriteMembers(answer, policy, request));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html</summary>
    public static void ListHolders(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        var holders = request.Store.Holders(policy.Arn).ToList();
        answer.WriteList("PolicyGroups", holders.OfType<Group>(), group => WriteHolder(answer, group, "Group"));
        answer.WriteList("PolicyUsers", holders.OfType<User>(), user => WriteHolder(answer, user, "User"));
        answer.WriteList("PolicyRoles", holders.OfType<Role>(), role => WriteHolder(answer, role, "Role"));
        answer.WriteElementString("IsTruncated", "false");
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var policy = request.Store.Policies.Require(request.Parameters);
        if (request.Store.Holders(policy.Arn).Concat(request.Store.Bounded(policy.Arn)).Any())
        {
            throw IamErrors.DeleteConflict("Cannot delete a policy attached to entities.");
        }

        if (policy.Versions.Count > 1)
        {
            throw IamErrors.DeleteConflict("This policy has more than one version. Before you delete a policy, you must "
                + "delete the policy's versions. The default version is deleted with the policy.");
        }

        request.Store.Policies.Remove(policy);
    }

    private static void WriteHolder(XmlWriter answer, PolicyHolder principal, string kind)
    {
        answer.WriteElementString(kind + "Name", principal.Name);
        answer.WriteElementString(kind + "Id", principal.Id);
    }

    public static void Write(XmlWriter answer, ManagedPolicy policy, IamRequest request)
    {
        answer.WriteStartElement("Policy");
        WriteMembers(answer, policy, request);
        answer.WriteEndElement();
    }

    public static void WriteMembers(XmlWriter answer, ManagedPolicy policy, IamRequest request)
    {
        answer.WriteElementString("PolicyName", policy.Name);
        answer.WriteElementString("PolicyId", policy.Id);
        answer.WriteElementString("Arn", policy.Arn);
        answer.WriteElementString("Path", policy.Path);
        answer.WriteElementString("DefaultVersionId", policy.DefaultVersionId);
        answer.WriteElementString("AttachmentCount", request.Store.Holders(policy.Arn).Count().ToString(CultureInfo.InvariantCulture));
        answer.WriteElementString(
            "PermissionsBoundaryUsageCount", request.Store.Bounded(policy.Arn).Count().ToString(CultureInfo.InvariantCulture));
        answer.WriteElementString("IsAttachable", "true");
        if (policy.Description is not null)
        {
            answer.WriteElementString("Description", policy.Description);
        }

        answer.WriteDate("CreateDate", policy.Created);
        answer.WriteDate("UpdateDate", policy.Updated);
        IamTags.Write(answer, policy.Tags);
    }
}
