using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>Users: https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html</summary>
internal static class Users
{
    private const int LongestName = 64;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var user = new User
        {
            Id = EntityId.New("AIDA"),
            Name = request.Name("UserName", LongestName),
            AccountId = request.AccountId,
            Partition = request.Partition,
            Created = request.Now,
            Path = request.Path(),
            PermissionsBoundary = request.PermissionsBoundary(),
            Tags = IamTags.Read(request.Parameters),
        };
        if (request.Store.Users.Named(user.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"User with name {user.Name} already exists.");
        }

        request.Store.Users.Put(user);
        Write(answer, user);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html</summary>
    public static void Get(IamRequest request, XmlWriter answer)
    {
        if (request.Caller.IsRoot && request.Parameters.Text(request.Store.Users.Parameter, 1, 128) is null)
        {
            answer.WriteStartElement("User");
            answer.WriteElementString("UserId", request.AccountId);
            answer.WriteElementString("Arn", request.Caller.Arn);
            answer.WriteDate("CreateDate", DateTimeOffset.UnixEpoch);
            answer.WriteEndElement();
            return;
        }

        Write(answer, request.UserOrCaller());
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html</summary>
    public static void Update(IamRequest request, XmlWriter answer)
    {
        var user = request.Store.Users.Require(request.Parameters);
        var renamed = request.Parameters.Text("NewUserName", 1, LongestName) is null ? user.Name : request.Name("NewUserName", LongestName);
        if (request.Store.Users.Named(renamed) is { } taken && taken.Id != user.Id)
        {
            throw IamErrors.AlreadyExists($"User with name {renamed} already exists.");
        }

        request.Store.Users.Put(user with { Name = renamed, Path = request.Path("NewPath") ?? user.Path });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html</summary>
    public static void List(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        var users = request.Store.Users.All.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal));
        QueryPage.Write(
            answer,
            request.Parameters,
            "Users",
            users,
            user => user.Name,
            user => Principals.WriteMembers(answer, user, "UserName", "UserId"));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var user = request.Store.Users.Require(request.Parameters);
        if (user.AccessKeys.Count > 0)
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must delete access keys first.");
        }

        if (Groups.Of(request.Store, user).Any())
        {
            throw IamErrors.DeleteConflict("Cannot delete entity, must remove users from group first.");
        }

        Principals.RequireNoPolicies(user);
        request.Store.Users.Remove(user);
    }

    public static void Write(XmlWriter answer, User user)
    {
        answer.WriteStartElement("User");
        Principals.WriteMembers(answer, user, "UserName", "UserId");
        answer.WriteEndElement();
    }
}
