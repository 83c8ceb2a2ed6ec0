using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Sts.Actions;

/// <summary>
/// Any role of a well-formed name may be assumed: there is no IAM to say who may not.
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
/// </summary>
internal static partial class AssumeRole
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int DefaultDuration = 3600;

    public static void Handle(StsRequest request, XmlWriter answer, SessionStore sessions)
    {
        var role = RoleArn(request);
        var name = request.Required("RoleSessionName", 2, 64, SessionNamePattern());
        var duration = request.Number("DurationSeconds", 900, 43200) ?? DefaultDuration;
        var policy = Policy(request);
        var identity = request.Text("SourceIdentity", 2, 64, SessionNamePattern());
        _ = request.Text("ExternalId", 2, 1224, ExternalIdPattern());
        var roleName = role.Groups["path"].Value.Split('/')[^1];
        var account = role.Groups["account"].Value;
        var session = new Session
        {
            AccessKeyId = "ASIA" + RandomNumberGenerator.GetString(Alphabet, 16),
            SecretAccessKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            SessionToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
            Expires = request.Now.AddSeconds(duration),
            AccountId = account,
            Arn = $"arn:{role.Groups["partition"].Value}:sts::{account}:assumed-role/{roleName}/{name}",
            UserId = $"{RoleId(role.Value)}:{name}",
            Policy = policy,
        };
        sessions.Add(session);
        Write(answer, session, identity);
    }

    private static void Write(XmlWriter answer, Session session, string? sourceIdentity)
    {
        if (sourceIdentity is not null)
        {
            answer.WriteElementString("SourceIdentity", sourceIdentity);
        }

        answer.WriteStartElement("AssumedRoleUser");
        answer.WriteElementString("AssumedRoleId", session.UserId);
        answer.WriteElementString("Arn", session.Arn);
        answer.WriteEndElement();
        answer.WriteStartElement("Credentials");
        answer.WriteElementString("AccessKeyId", session.AccessKeyId);
        answer.WriteElementString("SecretAccessKey", session.SecretAccessKey);
        answer.WriteElementString("SessionToken", session.SessionToken);
        answer.WriteElementString("Expiration", session.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        answer.WriteEndElement();
    }

    private static Match RoleArn(StsRequest request)
    {
        var text = request.Required("RoleArn", 20, 2048);
        var match = RoleArnPattern().Match(text);
        return match.Success ? match : throw StsRequest.Invalid($"{text} is invalid");
    }

    private static string? Policy(StsRequest request)
    {
        var text = request.Text("Policy", 1, int.MaxValue);
        try
        {
            using var document = text is null ? null : JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException)
        {
            throw new AwsException(400, "MalformedPolicyDocument", "This policy contains invalid Json");
        }
    }

    // The same role has the same id in every session, with no list of roles to keep.
    private static string RoleId(string arn)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(arn));
        return "AROA" + string.Concat(hash.Take(17).Select(b => Alphabet[b % Alphabet.Length]));
    }

    [GeneratedRegex(@"^arn:(?<partition>aws[a-z-]*):iam::(?<account>[0-9]{12}):role/(?<path>([!-~]+/)?[\w+=,.@-]{1,64})$")]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[\w+=,.@-]*$")]
    private static partial Regex SessionNamePattern();

    [GeneratedRegex(@"^[\w+=,.@:\/-]*$")]
    private static partial Regex ExternalIdPattern();
}
