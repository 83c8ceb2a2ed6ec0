using System.Text.RegularExpressions;
using System.Xml;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html</summary>
internal static partial class AssumeRole
{
    public static void Handle(StsRequest request, XmlWriter answer)
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

    [GeneratedRegex(@"^[\w+=,.@-]*$")]
    private static partial Regex SourceIdentityPattern();

    [GeneratedRegex(@"^[\w+=,.@:\/-]*$")]
    private static partial Regex ExternalIdPattern();
}
