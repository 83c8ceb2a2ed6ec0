using System.Xml;
using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.S3.Settings;

namespace Coffer.LocalAws.Services.Iam.Actions.Users;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html</summary>
internal static class CreateUser
{
    private const int LongestName = 64;

    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var user = new User
        {
            Id = EntityId.New("AIDA"),
            Name = request.Name("UserName", LongestName),
            AccountId = request.AccountId,
            Created = request.Now,
            Path = request.Path(),
            PermissionsBoundary = request.PermissionsBoundary(),
            Tags = Tags.Read(request.Parameters),
        };
        if (request.Store.Users.Named(user.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"User with name {user.Name} already exists.");
        }

        request.Store.Users.Put(user);
        GetUser.Write(answer, user);
    }
}
