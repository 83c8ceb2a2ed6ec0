using System.Xml;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Sts.Actions;

/// <summary>
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html: the token must be of a provider that
/// is in IAM, for one of its audiences, and not expired. The role's trust policy is not evaluated.
/// </summary>
internal static class AssumeRoleWithWebIdentity
{
    private const string Scheme = "https://";

    public static void Handle(StsRequest request, XmlWriter answer)
    {
        var token = WebIdentityToken.Parse(request.Parameters.Required("WebIdentityToken", 4, 20000));
        if (token.Expires <= request.Now)
        {
            throw new AwsException(400, "ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time");
        }

        var issuer = token.Issuer.StartsWith(Scheme, StringComparison.Ordinal) ? token.Issuer[Scheme.Length..] : token.Issuer;
        var provider = request.Iam.Providers.Named(issuer)
            ?? throw WebIdentityToken.Invalid($"No OpenIDConnect provider found in your account for {token.Issuer}");
        var audience = token.Audiences.FirstOrDefault(provider.ClientIds.Contains)
            ?? throw WebIdentityToken.Invalid("Incorrect token audience");
        var session = new SessionMaker(request).Make();
        answer.WriteElementString("SubjectFromWebIdentityToken", token.Subject);
        answer.WriteElementString("Audience", audience);
        answer.WriteElementString("Provider", provider.Arn);
        SessionMaker.Write(answer, session);
    }
}
