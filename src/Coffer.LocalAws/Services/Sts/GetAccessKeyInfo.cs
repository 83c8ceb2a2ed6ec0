using System.Xml;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html: whose a key is. AWS reads it in the id; here the key
/// must be one that is known.
/// </summary>
internal static class GetAccessKeyInfo
{
    public static void Handle(StsRequest request, XmlWriter answer)
    {
        var id = request.Parameters.Required("AccessKeyId", 16, 128);
        var account = request.Sessions.Find(id)?.Caller.AccountId
            ?? request.Iam.Users.All.FirstOrDefault(user => user.AccessKeys.Any(key => key.Id == id))?.AccountId
            ?? throw new AwsException(400, "ValidationError", $"coffer-local has no access key {id}");
        answer.WriteElementString("Account", account);
    }
}
