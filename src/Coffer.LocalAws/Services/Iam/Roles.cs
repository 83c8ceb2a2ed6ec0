using System.Globalization;
using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Roles: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html</summary>
internal static class Roles
{
    private const int LongestName = 64;
    private const int LongestDescription = 1000;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var parameters = request.Parameters;
        var role = new Role
        {
            Id = EntityId.New("AROA"),
            Name = request.Name("RoleName", LongestName),
            AccountId = request.AccountId,
            Partition = request.Partition,
            Created = request.Now,
            Path = request.Path(),
            TrustPolicy = PolicyText.Read(parameters, "AssumeRolePolicyDocument", request.CheckTrust),
            Description = parameters.Text("Description", 0, LongestDescription),
            MaxSessionDuration = parameters.Number("MaxSessionDuration", 3600, 43200) ?? 3600,
            PermissionsBoundary = request.PermissionsBoundary(),
            Tags = IamTags.Read(parameters),
        };
        if (request.Store.Roles.Named(role.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"Role with name {role.Name} already exists.");
        }

        request.Store.Roles.Put(role);
        Write(answer, role, request.Store);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html</summary>
    public static void Get(IamRequest request, XmlWriter answer) =>
        Write(answer, request.Store.Roles.Require(request.Parameters), request.Store);

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html</summary>
    public static void List(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        var roles = request.Store.Roles.All.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal));
        QueryPage.Write(answer, request.Parameters, "Roles", roles, role => role.Name, role => WriteMembers(answer, role));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html</summary>
    public static void Update(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        request.Store.Roles.Put(role with
        {
            Description = request.Parameters.Text("Description", 0, LongestDescription) ?? role.Description,
            MaxSessionDuration = request.Parameters.Number("MaxSessionDuration", 3600, 43200) ?? role.MaxSessionDuration,
        });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html</summary>
    public static void UpdateTrust(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        request.Store.Roles.Put(role with { TrustPolicy = PolicyText.Read(request.Parameters, "PolicyDocument", request.CheckTrust) });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        if (InstanceProfiles.Of(request, role).Any())
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }

        Principals.RequireNoPolicies(role);
        request.Store.Roles.Remove(role);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html</summary>
    public static void UpdateDescription(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        var changed = role with { Description = request.Parameters.Text("Description", 0, LongestDescription) ?? string.Empty };
        request.Store.Roles.Put(changed);
        Write(answer, changed, request.Store);
    }

    public static void Write(XmlWriter answer, Role role, IamStore store)
    {
        answer.WriteStartElement("Role");
        WriteMembers(answer, role);
        answer.WriteStartElement("RoleLastUsed");
        if (store.Uses.GetValueOrDefault(role.Id) is { } use)
        {
            answer.WriteDate("LastUsedDate", use.Date);
            answer.WriteElementString("Region", use.Region);
        }

        answer.WriteEndElement();
        answer.WriteEndElement();
    }

    public static void WriteMembers(XmlWriter answer, Role role)
    {
        Principals.WriteMembers(answer, role, "RoleName", "RoleId");
        PolicyText.Write(answer, "AssumeRolePolicyDocument", role.TrustPolicy);
        if (role.Description is not null)
        {
            answer.WriteElementString("Description", role.Description);
        }

        answer.WriteElementString("MaxSessionDuration", role.MaxSessionDuration.ToString(CultureInfo.InvariantCulture));
    }
}
