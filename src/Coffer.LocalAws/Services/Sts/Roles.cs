using System.Text.RegularExpressions;
using System.Xml;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>Sessions of roles.</summary>
internal static partial class Roles
{
    /// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html</summary>
    public static void Assume(StsRequest request, XmlWriter answer)
    {
        var identity = request.Parameters.Text("SourceIdentity", 2, 64, SourceIdentityPattern());
        _ = request.Parameters.Text("ExternalId", 2, 1224, ExternalIdPattern());
        var session = new SessionMaker(request).Make();
        if (identity is not null)
        {
            answer.WriteElementString("SourceIdentity", identity);
        }

        SessionMaker.Write(answer, session);
    }

    /// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html</summary>
    public static void AssumeWithWebIdentity(StsRequest request, XmlWriter answer)
    {
        var (token, provider, audience) = AcceptedToken.Of(request);
        var session = new SessionMaker(request).Make();
        answer.WriteElementString("SubjectFromWebIdentityToken", token.Subject);
        answer.WriteElementString("Audience", audience);
        answer.WriteElementString("Provider", provider.Arn);
        SessionMaker.Write(answer, session);
    }

    [GeneratedRegex(@"^[\w+=,.@-]*$")]
    private static partial Regex SourceIdentityPattern();

    [GeneratedRegex(@"^[\w+=,.@:\/-]*$")]
    private static partial Regex ExternalIdPattern();
}
