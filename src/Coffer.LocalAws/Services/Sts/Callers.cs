using System.Xml;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>Who calls, whose a key is, and a session of the caller's own.</summary>
internal static class Callers
{
    private const int LongestDuration = 129600;

    /// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</summary>
    public static void Identity(StsRequest request, XmlWriter answer)
    {
        answer.WriteElementString("Arn", request.Caller.Arn);
        answer.WriteElementString("UserId", request.Caller.UserId);
        answer.WriteElementString("Account", request.Caller.AccountId);
    }

    /// <summary>
    /// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html. AWS reads the account in the id; here the key must
    /// be one that is known.
    /// </summary>
    public static void AccessKeyInfo(StsRequest request, XmlWriter answer)
    {
        var id = request.Parameters.Required("AccessKeyId", 16, 128);
        var account = request.Sessions.Find(id)?.Caller.AccountId
            ?? request.Iam.Users.All.FirstOrDefault(user => user.AccessKeys.Any(key => key.Id == id))?.AccountId
            ?? throw new AwsException(400, "ValidationError", $"coffer-local has no access key {id}");
        answer.WriteElementString("Account", account);
    }

    /// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html</summary>
    public static void SessionToken(StsRequest request, XmlWriter answer)
    {
        var caller = request.Caller;
        if (request.Sessions.Of(caller) is not null)
        {
            throw new AwsException(403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
        }

        // Sessions of the root user are short: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
        var longest = caller.IsRoot ? 3600 : LongestDuration;
        var duration = Math.Min(request.Parameters.Number("DurationSeconds", 900, LongestDuration) ?? 43200, longest);
        var session = SessionMaker.New(request.Now, duration) with
        {
            AccountId = caller.AccountId,
            Arn = caller.Arn,
            UserId = caller.UserId,
        };
        request.Sessions.Add(session);
        SessionMaker.WriteCredentials(answer, session);
    }
}
