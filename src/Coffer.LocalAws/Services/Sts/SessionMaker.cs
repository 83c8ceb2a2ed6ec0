using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>
/// Makes a session of the role that a request names. Where policies do not decide, any role of a well-formed name may be assumed, in
/// IAM or not. One that is in IAM has its own id and longest session.
/// </summary>
internal sealed partial class SessionMaker(StsRequest request)
{
    private const int DefaultDuration = 3600;
    private const int LongestDuration = 43200;

    public Session Make()
    {
        var arn = RoleArn();
        var name = request.Parameters.Required("RoleSessionName", 2, 64, SessionNamePattern());
        var roleName = arn.Groups["path"].Value.Split('/')[^1];
        var role = request.Iam.Roles.WithArn(arn.Value);
        var duration = Duration(role);
        var policy = Policy();
        var (tags, transitive) = SessionTags.Read(request.Parameters, request.Sessions.Of(request.Caller));
        var account = arn.Groups["account"].Value;
        var session = New(request.Now, duration) with
        {
            AccountId = account,
            RoleArn = arn.Value,
            Arn = $"arn:{arn.Groups["partition"].Value}:sts::{account}:assumed-role/{roleName}/{name}",
            UserId = $"{role?.Id ?? RoleId(arn.Value)}:{name}",
            Policy = policy,
            PolicyArns = PolicyArns(),
            Tags = tags,
            TransitiveTagKeys = transitive,
        };
        request.Sessions.Add(session);
        if (role is not null)
        {
            request.Iam.Uses[role.Id] = new RoleUse(request.Now, request.Region);
        }

        return session;
    }

    /// <summary>New credentials, of nobody yet.</summary>
    public static Session New(DateTimeOffset now, int duration) => new()
    {
        AccessKeyId = "ASIA" + RandomNumberGenerator.GetString(EntityId.Alphabet, 16),
        SecretAccessKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
        SessionToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
        Issued = now,
        Expires = now.AddSeconds(duration),
    };

    public static void Write(XmlWriter answer, Session session)
    {
        answer.WriteStartElement("AssumedRoleUser");
        answer.WriteElementString("AssumedRoleId", session.UserId);
        answer.WriteElementString("Arn", session.Arn);
        answer.WriteEndElement();
        WriteCredentials(answer, session);
    }

    public static void WriteCredentials(XmlWriter answer, Session session)
    {
        answer.WriteStartElement("Credentials");
        answer.WriteElementString("AccessKeyId", session.AccessKeyId);
        answer.WriteElementString("SecretAccessKey", session.SecretAccessKey);
        answer.WriteElementString("SessionToken", session.SessionToken);
        answer.WriteDate("Expiration", session.Expires);
        answer.WriteEndElement();
    }

    private int Duration(Role? role)
    {
        var duration = request.Parameters.Number("DurationSeconds", 900, LongestDuration) ?? DefaultDuration;
        return role is null || duration <= role.MaxSessionDuration
            ? duration
            : throw QueryParameters.Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    private Match RoleArn()
    {
        var text = request.Parameters.Required("RoleArn", 20, 2048);
        var match = RoleArnPattern().Match(text);
        return match.Success ? match : throw QueryParameters.Invalid($"{text} is invalid");
    }

    private string? Policy()
    {
        var text = request.Parameters.Text("Policy", 1, int.MaxValue);
        PolicyChecks.Require(text is null ? null : IdentityPolicyRules.OfSession(text));
        return text;
    }

    private IReadOnlyList<string> PolicyArns()
    {
        var arns = request.Parameters.Members("PolicyArns", ".arn") ?? [];
        if (arns.FirstOrDefault(arn => request.Iam.Policies.WithArn(arn) is null && AwsManagedPolicies.Find(arn) is null) is { } missing)
        {
            throw IamErrors.MalformedPolicy($"Session policy {missing} does not exist or is not attachable.");
        }

        return arns;
    }

    // A role that is not in IAM has the same id in every session all the same.
    private static string RoleId(string arn)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(arn));
        return "AROA" + string.Concat(hash.Take(17).Select(b => EntityId.Alphabet[b % EntityId.Alphabet.Length]));
    }

    [GeneratedRegex(@"^arn:(?<partition>aws[a-z-]*):iam::(?<account>[0-9]{12}):role/(?<path>([!-~]+/)?[\w+=,.@-]{1,64})$")]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[\w+=,.@-]*$")]
    private static partial Regex SessionNamePattern();
}
