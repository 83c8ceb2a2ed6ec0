using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Groups of users: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html</summary>
internal static class Groups
{
    private const int LongestName = 128;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var group = new Group
        {
            Id = EntityId.New("AGPA"),
            Name = request.Name("GroupName", LongestName),
            AccountId = request.AccountId,
            Partition = request.Partition,
            Created = request.Now,
            Path = request.Path(),
        };
        RequireFree(request, group.Name);
        request.Store.Groups.Put(group);
        Write(answer, group);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html: with its users.</summary>
    public static void Get(IamRequest request, XmlWriter answer)
    {
        var group = request.Store.Groups.Require(request.Parameters);
        Write(answer, group);
        QueryPage.Write(
            answer,
            request.Parameters,
            "Users",
            Members(request, group),
            user => user.Name,
            user => Principals.WriteMembers(answer, user, "UserName", "UserId"));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html</summary>
    public static void List(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        WriteAll(request, answer, request.Store.Groups.All.Where(group => group.Path.StartsWith(prefix, StringComparison.Ordinal)));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html</summary>
    public static void ListOfUser(IamRequest request, XmlWriter answer) =>
        WriteAll(request, answer, Of(request.Store, request.Store.Users.Require(request.Parameters)));

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html</summary>
    public static void Update(IamRequest request, XmlWriter answer)
    {
        var group = request.Store.Groups.Require(request.Parameters);
        var renamed = request.Parameters.Text("NewGroupName", 1, LongestName) is null
            ? group.Name
            : request.Name("NewGroupName", LongestName);
        if (renamed != group.Name)
        {
            RequireFree(request, renamed, group.Id);
        }

        request.Store.Groups.Put(group with { Name = renamed, Path = request.Path("NewPath") ?? group.Path });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var group = request.Store.Groups.Require(request.Parameters);
        if (Members(request, group).Any())
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove users from group first.");
        }

        Principals.RequireNoPolicies(group);
        request.Store.Groups.Remove(group);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html</summary>
    public static void AddUser(IamRequest request, XmlWriter answer)
    {
        var (group, user) = (request.Store.Groups.Require(request.Parameters), request.Store.Users.Require(request.Parameters));
        request.Store.Users.Put(user with { Groups = [.. user.Groups.Where(id => id != group.Id), group.Id] });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html</summary>
    public static void RemoveUser(IamRequest request, XmlWriter answer)
    {
        var (group, user) = (request.Store.Groups.Require(request.Parameters), request.Store.Users.Require(request.Parameters));
        if (!user.Groups.Contains(group.Id))
        {
            throw IamErrors.NoSuchEntity($"User {user.Name} not in group {group.Name}");
        }

        request.Store.Users.Put(user with { Groups = [.. user.Groups.Where(id => id != group.Id)] });
    }

    /// <summary>Those that a user is in.</summary>
    public static IEnumerable<Group> Of(IamStore store, User user) => user.Groups.Select(store.Groups.WithId).OfType<Group>();

    private static IEnumerable<User> Members(IamRequest request, Group group) =>
        request.Store.Users.All.Where(user => user.Groups.Contains(group.Id));

    private static void RequireFree(IamRequest request, string name, string? besides = null)
    {
        if (request.Store.Groups.Named(name) is { } taken && taken.Id != besides)
        {
            throw IamErrors.AlreadyExists($"Group with name {name} already exists.");
        }
    }

    private static void WriteAll(IamRequest request, XmlWriter answer, IEnumerable<Group> groups) => QueryPage.Write(
        answer, request.Parameters, "Groups", groups, group => group.Name, group => WriteMembers(answer, group));

    private static void Write(XmlWriter answer, Group group)
    {
        answer.WriteStartElement("Group");
        WriteMembers(answer, group);
        answer.WriteEndElement();
    }

    private static void WriteMembers(XmlWriter answer, Group group)
    {
        answer.WriteElementString("Path", group.Path);
        answer.WriteElementString("GroupName", group.Name);
        answer.WriteElementString("GroupId", group.Id);
        answer.WriteElementString("Arn", group.Arn);
        answer.WriteDate("CreateDate", group.Created);
    }
}
