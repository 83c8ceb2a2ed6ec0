using System.Xml;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html: a session of the caller's own.</summary>
internal static class GetSessionToken
{
    private const int LongestDuration = 129600;

    public static void Handle(StsRequest request, XmlWriter answer)
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
