using Coffer.Iam.Access;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Patterns;

namespace Coffer.Iam.Proof;

/// <summary>
/// What the policies tell requests apart by, as far as it can be decided for all of them: texts that are equal or like, lists of them, true
/// and false, and whether a key is there. The rest is named, and nothing is proved.
/// </summary>
internal sealed class ProofFragment
{
    private const string ContextKey = "kms:EncryptionContext:";
    private const int ArnParts = 6;

    // What AWS, the address or the way says, and no caller: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
    private static readonly string[] Given =
    [
        "aws:PrincipalAccount", "aws:PrincipalType", "aws:PrincipalIsAWSService", "aws:RequestedRegion", "aws:ResourceAccount",
        "kms:CallerAccount", "kms:EncryptionContextKeys", "kms:KeySpec", "kms:KeyUsage", "kms:BypassPolicyLockoutSafetyCheck",
        "kms:ReEncryptOnSameKey",
    ];

    private readonly Dictionary<string, List<TextPattern>> free = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> outside = [];

    /// <summary>Reads all statements that can be about opening.</summary>
    public ProofFragment(AccessPlace place, IEnumerable<AccessSubject> subjects)
    {
        Read(place.KeyPolicy);
        foreach (var policy in subjects.SelectMany(each => each.Policies.Append(each.Boundary)).OfType<NamedPolicy>().Distinct())
        {
            Read(policy);
        }

        foreach (var pairs in place.Grants.SelectMany(grant => new[] { grant.ContextEquals, grant.ContextSubset }))
        {
            Services.AddRange(Literals(pairs, "service"));
            Names.AddRange(Literals(pairs, "secret"));
        }
    }

    /// <summary>What is not in the fragment, with its statement.</summary>
    public IReadOnlyList<string> Outside => outside;

    /// <summary>Patterns of services in encryption contexts.</summary>
    public List<TextPattern> Services { get; } = [];

    /// <summary>Patterns of secrets' names in encryption contexts.</summary>
    public List<TextPattern> Names { get; } = [];

    /// <summary>Patterns of what follows the account in the ARN of a role or user.</summary>
    public List<TextPattern> Callers { get; } = [];

    /// <summary>Accounts that are named.</summary>
    public HashSet<string> Accounts { get; } = [];

    /// <summary>Keys whose values a caller brings along, and the patterns of them.</summary>
    public IReadOnlyDictionary<string, List<TextPattern>> Free => free;

    private static IEnumerable<TextPattern> Literals(IReadOnlyDictionary<string, string>? pairs, string name) =>
        pairs is not null && pairs.TryGetValue(name, out var value) ? [new TextPattern(Glyph.Literal(value))] : [];

    private void Read(NamedPolicy policy)
    {
        foreach (var (index, statement) in policy.Document.Statements.Index().Where(item => IsAboutOpening(item.Item)))
        {
            var where = $"statement {(statement.Sid.Length > 0 ? $"'{statement.Sid}'" : $"#{index + 1}")} of {policy.Name}";
            if (statement.ExceptPrincipals)
            {
                outside.Add($"{where}: NotPrincipal");
            }

            foreach (var principal in statement.Principals ?? [])
            {
                Read(principal, where);
            }

            if (statement.Resources.Any(HasVariable))
            {
                outside.Add($"{where}: a variable in a resource");
            }

            foreach (var condition in statement.Conditions)
            {
                Read(condition, where);
            }
        }
    }

    private static bool IsAboutOpening(Statement statement) => statement.ExceptActions
        || statement.Actions.Any(pattern =>
            AccessQuestion.Ways(AccessVerb.Open).Any(way => Glob.Matches(pattern, way.Action, ignoreCase: true)));

    private void Read(Principal principal, string where)
    {
        foreach (var name in principal.Names.Where(name => name != "*" && principal.Kind != "Service"))
        {
            var isArn = Arn.TryParse(name, out var arn);
            if (principal.Kind != "AWS" || (isArn && arn!.Resource.StartsWith("federated-user/", StringComparison.Ordinal)))
            {
                outside.Add($"{where}: a principal of the kind {(principal.Kind == "AWS" ? "federated-user" : principal.Kind)}");
            }
            else if (isArn)
            {
                Accounts.Add(arn!.Account);
                Callers.Add(new TextPattern(Glyph.Literal(arn.Resource)));
            }
            else if (Validation.PrincipalNames.IsAccount(name))
            {
                Accounts.Add(name);
            }
        }
    }

    private void Read(Condition condition, string where)
    {
        var what = $"{where}: {condition.Operator} {condition.Key}";
        if (!ConditionOperator.TryParse(condition.Operator, out var test) || !ConditionKeys.Knows(condition.Key))
        {
            outside.Add(what);
        }
        else if (condition.Values.Any(HasVariable))
        {
            outside.Add($"{what}: a variable");
        }
        else if (Is(condition.Key, "aws:PrincipalArn"))
        {
            ReadCaller(condition, test, what);
        }
        else if (!Given.Any(key => Is(key, condition.Key)) || test.Comparison == Comparison.Pattern)
        {
            ReadFree(condition, test, what);
        }
        else if (Is(condition.Key, "aws:PrincipalAccount") || Is(condition.Key, "kms:CallerAccount"))
        {
            Accounts.UnionWith(condition.Values);
        }
    }

    private void ReadFree(Condition condition, ConditionOperator test, string what)
    {
        var isText = test.Comparison is Comparison.Text or Comparison.TextIgnoreCase or Comparison.Pattern or Comparison.Truth;
        if ((!isText && test.Comparison != Comparison.Null)
            || test.Quantifier != Quantifier.None
            || Given.Append("aws:username").Any(key => Is(key, condition.Key)))
        {
            outside.Add(what);
            return;
        }

        var patterns = Is(condition.Key, $"{ContextKey}service") ? Services
            : Is(condition.Key, $"{ContextKey}secret") ? Names
            : condition.Key.StartsWith(ContextKey, StringComparison.OrdinalIgnoreCase) ? null
            : free.TryGetValue(condition.Key, out var known) ? known
            : free[condition.Key] = [];
        if (isText)
        {
            patterns?.AddRange(condition.Values.Select(value => new TextPattern(
                test.Comparison == Comparison.Pattern ? Glyph.Pattern(value) : Glyph.Literal(value),
                test.Comparison is Comparison.TextIgnoreCase or Comparison.Truth)));
        }
    }

    // A star in the other parts would be one more thing to tell accounts and partitions apart by.
    private void ReadCaller(Condition condition, ConditionOperator test, string what)
    {
        if (test.Comparison is not (Comparison.Text or Comparison.Pattern or Comparison.Arn or Comparison.Null)
            || test.Quantifier != Quantifier.None)
        {
            outside.Add(what);
            return;
        }

        foreach (var value in condition.Values.Where(value => value != "*" && test.Comparison != Comparison.Null))
        {
            var parts = value.Split(':', ArnParts);
            if (parts.Length < ArnParts || parts[..4].Any(part => !Glob.IsPlain(part)) || (parts[4] != "*" && !Glob.IsPlain(parts[4])))
            {
                outside.Add($"{what}: '{value}'");
                continue;
            }

            Callers.Add(new TextPattern(test.Comparison == Comparison.Text ? Glyph.Literal(parts[5]) : Glyph.Pattern(parts[5])));
            if (parts[4] != "*")
            {
                Accounts.Add(parts[4]);
            }
        }
    }

    private static bool Is(string key, string other) => key.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool HasVariable(string text) => text.Contains("${", StringComparison.Ordinal);
}
