using System.Xml;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</summary>
internal static class GetCallerIdentity
{
    public static void Handle(StsRequest request, XmlWriter answer)
    {
        answer.WriteElementString("Arn", request.Caller.Arn);
        answer.WriteElementString("UserId", request.Caller.UserId);
        answer.WriteElementString("Account", request.Caller.AccountId);
    }
}
