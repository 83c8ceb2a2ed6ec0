using System.Text;
using System.Text.Json;
using Coffer.Cli.Access;

namespace Coffer.Cli.Auditing;

/// <summary>
/// Who called, as an event says it:
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
/// </summary>
/// <param name="Name">A role's or user's name; words in brackets for the others.</param>
/// <param name="Session">What a role's session is called; empty where there is none.</param>
/// <param name="Arn">The caller's ARN; a service's name, or an id, where it has none.</param>
/// <param name="Origin">The ARN that policies name: of a session, its role's.</param>
/// <param name="Account">The caller's account; empty where it is not told.</param>
internal sealed record TrailCaller(string Name, string Session, string Arn, string Origin, string Account)
{
    private const int LeastNumber = 8;

    /// <summary>Name and session.</summary>
    public string Whole => Session.Length > 0 ? $"{Name}/{Session}" : Name;

    /// <summary>
    /// The same without what differs between the copies of one thing: a task, an instance and a process have a session's name with a
    /// number of their own. What people are called stays.
    /// </summary>
    public string Kind => Session.Length > 0 ? $"{Name}/{WithoutNumbers(Session)}" : Name;

    /// <summary>Reads <c>userIdentity</c>.</summary>
    public static TrailCaller Of(JsonElement? identity)
    {
        var arn = identity?.Text("arn") ?? "";
        var account = identity?.Text("accountId") ?? "";
        var issuer = identity?.Object("sessionContext")?.Object("sessionIssuer")?.Text("arn");
        var id = identity?.Text("principalId") ?? identity?.Text("credentialId") ?? "";
        return identity?.Text("type") switch
        {
            "Root" => new TrailCaller("(root user)", "", arn, arn, account),
            "AssumedRole" => OfSession(arn, issuer ?? arn, account, id),
            "AWSService" => Plain(identity?.Text("invokedBy") ?? id),
            "IAMUser" or "FederatedUser" when arn.Length > 0 => new TrailCaller(Last(arn), "", arn, issuer ?? arn, account),
            "IAMUser" => Plain(identity?.Text("userName") ?? id) with { Account = account },
            null => Plain("(nobody)"),
            var other => Plain(arn.Length > 0 ? arn : id.Length > 0 ? id : $"({other})") with { Account = account },
        };
    }

    private static TrailCaller OfSession(string arn, string role, string account, string id)
    {
        // arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION; an id is ROLE'S-ID:SESSION.
        var session = arn.Length > 0 ? Last(arn) : id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var parts = role.Split('/');
        var name = role.Contains(":assumed-role/", StringComparison.Ordinal) ? parts[1] : parts[^1];
        return new TrailCaller(name, session, arn.Length > 0 ? arn : id, role, account);
    }

    private static TrailCaller Plain(string name) => new(name.Length > 0 ? name : "(nobody)", "", name, name, "");

    private static string Last(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    // A number is eight or more hexadecimal digits and dashes that stand by themselves, with a decimal digit among them.
    private static string WithoutNumbers(string session)
    {
        if (session.Contains('@', StringComparison.Ordinal))
        {
            return session;
        }

        var kept = new StringBuilder();
        for (var at = 0; at < session.Length;)
        {
            var rest = session.AsSpan(at);
            var number = rest[..Length(rest, static c => char.IsAsciiHexDigit(c) || c == '-')].TrimEnd('-');
            var stands = number.Length == rest.Length || !char.IsAsciiLetterOrDigit(rest[number.Length]);
            var isNumber = stands && number.Length >= LeastNumber && number[0] != '-' && number.ContainsAnyInRange('0', '9');
            var word = isNumber ? number.Length : Math.Max(1, Length(rest, char.IsAsciiLetterOrDigit));
            _ = isNumber ? kept.Append('*') : kept.Append(rest[..word]);
            at += word;
        }

        return kept.ToString();
    }

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> of)
    {
        var length = 0;
        while (length < text.Length && of(text[length]))
        {
            length++;
        }

        return length;
    }
}
