using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Tests.Support;
using Xunit;

namespace Coffer.Iam.Tests.Evaluation;

/// <summary>One request of a case file, with all policies that are about it: see README.md of the cases.</summary>
internal static class DecisionCase
{
    private const string Account = "111122223333";

    /// <summary>The decision.</summary>
    public static Decision Decide(Case one) => Authorizer.Decide(Request(one), Policies(one));

    /// <summary>The request.</summary>
    public static AccessRequest Request(Case one)
    {
        var caller = Caller(one.Last("caller")!) with { Tags = Pairs(one.Last("tags") ?? "") };
        if (one.Last("ids") is { } ids)
        {
            caller = caller with { UniqueIds = ids.Split(' '), UserId = ids.Split(' ')[^1] };
        }

        var context = caller.Describe(new RequestContext());
        if (one.Last("context") is { } pairs)
        {
            context.SetEncryptionContext(Pairs(pairs));
        }

        foreach (var key in one.All("key"))
        {
            var words = key.Split(' ', 2);
            context.Set(words[0], words.Length == 1 ? [] : words[1].Split(" | "));
        }

        foreach (var key in one.All("open"))
        {
            context.Leave(key);
        }

        return new AccessRequest(caller, one.Last("action")!, one.Last("on")!, one.Last("account") ?? Account, context);
    }

    /// <summary>The policies.</summary>
    public static PolicySet Policies(Case one) => new()
    {
        Identity = [.. Of(one, "own"), .. Of(one, "own-2008", PolicyDocument.First), .. Of(one, "group")],
        Boundary = Of(one, "boundary").FirstOrDefault(),
        Session = one.All("session").Any() ? Of(one, "session") : null,
        Resource = Of(one, "resource").Concat(Of(one, "resource-2008", PolicyDocument.First)).FirstOrDefault(),
        Grants = [.. one.All("grant").Select(Grant)],
    };

    /// <summary>A caller by a few words: <c>user alice</c>, <c>role team/api</c>, <c>root</c>, <c>service NAME</c>, …</summary>
    public static RequestPrincipal Caller(string text)
    {
        var words = text.Split(' ');
        var account = words.FirstOrDefault(word => word[0] == '@')?[1..] ?? Account;
        return words switch
        {
            ["anonymous", ..] => RequestPrincipal.Anonymous,
            ["root", ..] => RequestPrincipal.Root(account),
            ["user", var name, ..] => RequestPrincipal.User($"arn:aws:iam::{account}:user/{name}"),
            ["role", var name, ..] => RequestPrincipal.Session($"arn:aws:iam::{account}:role/{name}", "session"),
            ["federated-user", var user, var name, ..] => RequestPrincipal.FederatedUser($"arn:aws:iam::{account}:user/{user}", name),
            ["service", var name] => RequestPrincipal.Service(name),
            ["token", var provider] => RequestPrincipal.Federated(provider),
            _ => throw new InvalidOperationException($"'{text}' is no caller"),
        };
    }

    private static List<NamedPolicy> Of(Case one, string word, string version = PolicyDocument.Latest)
    {
        var statements = one.All(word).Where(statement => statement != "nothing").ToList();
        if (!one.All(word).Any())
        {
            return [];
        }

        var reading = PolicyReader.Read($$"""{"Version":"{{version}}","Statement":[{{string.Join(',', statements)}}]}""");
        Assert.True(statements.Count == 0 || reading.Problems.Count == 0, $"{one}: {string.Join("; ", reading.Problems)}");
        return [new NamedPolicy(word, reading.Document)];
    }

    // ID OPERATION,OPERATION GRANTEE [equals PAIRS | subset PAIRS]
    private static KeyGrant Grant(string text)
    {
        var words = text.Split(' ', 5);
        var grant = new KeyGrant(words[0], words[2], words[1].Split(','));
        return words.ElementAtOrDefault(3) switch
        {
            null => grant,
            "equals" => grant with { ContextEquals = Pairs(words.ElementAtOrDefault(4) ?? "") },
            "subset" => grant with { ContextSubset = Pairs(words[4]) },
            _ => throw new InvalidOperationException($"'{text}' is no grant"),
        };
    }

    private static Dictionary<string, string> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
