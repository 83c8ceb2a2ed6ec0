using System.Security.Cryptography;
using System.Xml;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>The access keys of users: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html</summary>
internal static class UserAccessKeys
{
    private const int Most = 2;
    private const string Active = "Active";
    private const string Inactive = "Inactive";

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html</summary>
    public static void Create(IamRequest request, XmlWriter answer)
    {
        var user = request.UserOrCaller();
        if (user.AccessKeys.Count >= Most)
        {
            throw new AwsException(409, "LimitExceeded", $"Cannot exceed quota for AccessKeysPerUser: {Most}");
        }

        var key = new UserAccessKey(
            "AKIA" + RandomNumberGenerator.GetString(EntityId.Alphabet, 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            request.Now,
            IsActive: true);
        request.Store.Users.Put(user with { AccessKeys = [.. user.AccessKeys, key] });
        answer.WriteStartElement("AccessKey");
        WriteMembers(answer, user, key);
        answer.WriteElementString("SecretAccessKey", key.Secret);
        answer.WriteEndElement();
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html</summary>
    public static void List(IamRequest request, XmlWriter answer)
    {
        var user = request.UserOrCaller();
        QueryPage.Write(
            answer, request.Parameters, "AccessKeyMetadata", user.AccessKeys, key => key.Id, key => WriteMembers(answer, user, key));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html</summary>
    public static void Update(IamRequest request, XmlWriter answer)
    {
        var user = request.UserOrCaller();
        var key = Require(request, user);
        var status = request.Parameters.Required("Status", 1, 16);
        if (status is not (Active or Inactive))
        {
            throw QueryParameters.Invalid(
                "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set");
        }

        Replace(request, user, key, [key with { IsActive = status == Active }]);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html</summary>
    public static void Delete(IamRequest request, XmlWriter answer)
    {
        var user = request.UserOrCaller();
        Replace(request, user, Require(request, user), []);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html</summary>
    public static void GetLastUsed(IamRequest request, XmlWriter answer)
    {
        var id = request.Parameters.Required("AccessKeyId", 16, 128);
        var user = request.Store.Users.All.FirstOrDefault(user => user.AccessKeys.Any(key => key.Id == id)) ?? throw Missing(id);
        answer.WriteElementString("UserName", user.Name);
        answer.WriteStartElement("AccessKeyLastUsed");
        var used = request.Store.KeyUses.TryGetValue(id, out var date);
        if (used)
        {
            answer.WriteDate("LastUsedDate", date);
        }

        // Which service and region it was is not kept.
        answer.WriteElementString("ServiceName", "N/A");
        answer.WriteElementString("Region", "N/A");
        answer.WriteEndElement();
    }

    private static void Replace(IamRequest request, User user, UserAccessKey key, IEnumerable<UserAccessKey> by) =>
        request.Store.Users.Put(user with { AccessKeys = [.. user.AccessKeys.SelectMany(each => each.Id == key.Id ? by : [each])] });

    private static UserAccessKey Require(IamRequest request, User user)
    {
        var id = request.Parameters.Required("AccessKeyId", 16, 128);
        return user.AccessKeys.FirstOrDefault(key => key.Id == id) ?? throw Missing(id);
    }

    private static AwsException Missing(string id) => IamErrors.NoSuchEntity($"The Access Key with id {id} cannot be found.");

    private static void WriteMembers(XmlWriter answer, User user, UserAccessKey key)
    {
        answer.WriteElementString("UserName", user.Name);
        answer.WriteElementString("AccessKeyId", key.Id);
        answer.WriteElementString("Status", key.IsActive ? Active : Inactive);
        answer.WriteDate("CreateDate", key.Created);
    }
}
