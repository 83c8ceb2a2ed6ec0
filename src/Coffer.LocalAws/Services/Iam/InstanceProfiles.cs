using System.Xml;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Instance profiles: https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html</summary>
internal static class InstanceProfiles
{
    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var profile = new InstanceProfile
        {
            Id = EntityId.New("AIPA"),
            Name = request.Name("InstanceProfileName", 128),
            AccountId = request.AccountId,
            Partition = request.Partition,
            Created = request.Now,
            Path = request.Path(),
            Tags = IamTags.Read(request.Parameters),
        };
        if (request.Store.Profiles.Named(profile.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"Instance Profile {profile.Name} already exists.");
        }

        request.Store.Profiles.Put(profile);
        Write(request, answer, profile);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html</summary>
    public static void Get(IamRequest request, XmlWriter answer) =>
        Write(request, answer, request.Store.Profiles.Require(request.Parameters));

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html</summary>
    public static void List(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        WriteAll(request, answer, request.Store.Profiles.All.Where(each => each.Path.StartsWith(prefix, StringComparison.Ordinal)));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html</summary>
    public static void ListOfRole(IamRequest request, XmlWriter answer) =>
        WriteAll(request, answer, Of(request, request.Store.Roles.Require(request.Parameters)));

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html</summary>
    public static void AddRole(IamRequest request, XmlWriter answer)
    {
        var profile = request.Store.Profiles.Require(request.Parameters);
        var role = request.Store.Roles.Require(request.Parameters);
        if (profile.RoleName is not null)
        {
            throw new AwsException(409, "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }

        request.Store.Profiles.Put(profile with { RoleName = role.Name });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html</summary>
    public static void RemoveRole(IamRequest request, XmlWriter answer)
    {
        var profile = request.Store.Profiles.Require(request.Parameters);
        var role = request.Store.Roles.Require(request.Parameters);
        if (profile.RoleName != role.Name)
        {
            throw IamErrors.NoSuchEntity($"Role {role.Name} in Instance Profile {profile.Name} cannot be found.");
        }

        request.Store.Profiles.Put(profile with { RoleName = null });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var profile = request.Store.Profiles.Require(request.Parameters);
        if (profile.RoleName is not null)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }

        request.Store.Profiles.Remove(profile);
    }

    /// <summary>Those that a role is in.</summary>
    public static IEnumerable<InstanceProfile> Of(IamRequest request, Role role) =>
        request.Store.Profiles.All.Where(profile => profile.RoleName == role.Name);

    private static void WriteAll(IamRequest request, XmlWriter answer, IEnumerable<InstanceProfile> profiles) => QueryPage.Write(
        answer, request.Parameters, "InstanceProfiles", profiles, profile => profile.Name,
        profile => WriteMembers(request, answer, profile));

    private static void Write(IamRequest request, XmlWriter answer, InstanceProfile profile)
    {
        answer.WriteStartElement("InstanceProfile");
        WriteMembers(request, answer, profile);
        answer.WriteEndElement();
    }

    private static void WriteMembers(IamRequest request, XmlWriter answer, InstanceProfile profile)
    {
        answer.WriteElementString("Path", profile.Path);
        answer.WriteElementString("InstanceProfileName", profile.Name);
        answer.WriteElementString("InstanceProfileId", profile.Id);
        answer.WriteElementString("Arn", profile.Arn);
        answer.WriteDate("CreateDate", profile.Created);
        Role[] roles = profile.RoleName is { } name && request.Store.Roles.Named(name) is { } role ? [role] : [];
        answer.WriteList("Roles", roles, each => Roles.WriteMembers(answer, each));
        IamTags.Write(answer, profile.Tags);
    }
}
