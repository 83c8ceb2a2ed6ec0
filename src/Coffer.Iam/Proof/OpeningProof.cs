using Coffer.Iam.Access;
using Coffer.Iam.Evaluation;
using Coffer.Iam.Patterns;

namespace Coffer.Iam.Proof;

/// <summary>What became of a proof.</summary>
/// <param name="Asked">How many requests stood for all.</param>
/// <param name="Counterexample">A request that opens and should not, with the reason; null where there is none.</param>
/// <param name="Outside">What cannot be decided for all requests; empty where all can.</param>
internal sealed record ProofResult(int Asked, string? Counterexample, IReadOnlyList<string> Outside)
{
    /// <summary>Whether it holds for all requests.</summary>
    public bool IsProved => Counterexample is null && Outside.Count == 0;
}

/// <summary>
/// That nobody outside of a list opens: for all callers, secrets, encryption contexts and conditions. The policies tell requests apart by
/// texts only (<see cref="ProofFragment"/>), so one request of each class stands for all of it, and the evaluator answers it.
/// </summary>
internal static class OpeningProof
{
    private const int MaxRequests = 3_000_000;
    private const string Grant = "kms:CreateGrant";
    private const string OnSameKey = "kms:ReEncryptOnSameKey";
    private const string InSegment = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    /// <summary>Proves it, or says by which request it does not hold.</summary>
    /// <param name="place">The environment.</param>
    /// <param name="subjects">Those of the files, those whom the policies name, and those who are there always.</param>
    /// <param name="allowed">Who may: patterns of names.</param>
    /// <param name="secrets">Which secrets: <c>*</c>, or <c>service/name</c> with patterns.</param>
    public static ProofResult Of(AccessPlace place, IReadOnlyList<AccessSubject> subjects, IReadOnlyList<string> allowed, string secrets)
    {
        var known = subjects.Select(subject => subject.AtWorst()).ToList();
        var fragment = new ProofFragment(place, known);
        var parts = secrets == "*" ? ["*", "*"] : secrets.Split('/', 2);
        if (parts.Length < 2 || (parts[0] != "*" && !Glob.IsPlain(parts[0])))
        {
            return new ProofResult(0, null, [.. fragment.Outside, $"'{secrets}': a service is named whole, or by a star alone"]);
        }

        fragment.Services.Add(new TextPattern(Glyph.Pattern(parts[0])));
        fragment.Names.Add(new TextPattern(Glyph.Pattern(parts[1])));
        var services = Matching(TextPartition.Of(fragment.Services, InSegment, mayBeEmpty: false), parts[0]);
        var names = Matching(TextPartition.Of(fragment.Names, InSegment + "/", mayBeEmpty: false), parts[1]);
        var everybody = ProofSubjects.Of(place, known, fragment);
        var values = fragment.Free.Select(key => (key.Key, Values: TextPartition.Of(key.Value))).ToList();
        if (fragment.Outside.Count > 0)
        {
            return new ProofResult(0, null, [.. fragment.Outside.Distinct()]);
        }

        if (services is null || names is null || everybody is null || values.Exists(key => key.Values is null))
        {
            return new ProofResult(0, null, ["the patterns have too many classes"]);
        }

        var strangers = everybody.Where(subject => !allowed.Any(name => Glob.Matches(name, subject.Name))).ToList();

        // A grant for everything needs no context.
        var ways = AccessQuestion.Ways(AccessVerb.Open).Select(way => (Place: place, Way: way))
            .Append((place with { Bound = false }, new AccessQuestion(Grant, AccessTarget.Key))).ToList();
        var size = values.Aggregate(
            (double)strangers.Count * services.Count * names.Count * ways.Count, (so, key) => so * (key.Values!.Count + 1));
        return size > MaxRequests
            ? new ProofResult(0, null, [$"the conditions make {size:N0} classes of requests"])
            : Ask(strangers, [.. services.SelectMany(service => names.Select(name => $"{service}/{name}"))], ways, Settings(values));
    }

    private static List<string>? Matching(IReadOnlyList<string>? texts, string pattern) =>
        texts?.Where(each => Glob.Matches(pattern, each)).ToList();

    // Each key without a value, and with one of each class.
    private static List<(string Key, string? Value)[]> Settings(List<(string Key, IReadOnlyList<string>? Values)> keys)
    {
        List<(string Key, string? Value)[]> all = [[]];
        foreach (var (key, values) in keys)
        {
            all = [.. all.SelectMany(each => values!.Prepend(null).Select(value => ((string, string?)[])[.. each, (key, value)]))];
        }

        return all;
    }

    // Two keys are there for one action only.
    private static bool IsPossible(AccessQuestion way, (string Key, string? Value)[] setting) => way.Action == Grant
        || !setting.Any(each => each.Value is not null && each.Key.Equals("kms:GrantIsForAWSResource", StringComparison.OrdinalIgnoreCase));

    private static ProofResult Ask(
        List<AccessSubject> strangers,
        List<string> secrets,
        List<(AccessPlace Place, AccessQuestion Way)> ways,
        List<(string Key, string? Value)[]> settings)
    {
        var asked = 0;
        foreach (var subject in strangers)
        {
            foreach (var (place, way) in ways)
            {
                foreach (var secret in secrets)
                {
                    foreach (var setting in settings.Where(each => IsPossible(way, each)))
                    {
                        asked++;
                        var decision = Decide(place, subject, secret, way, setting);
                        if (decision.Outcome is not (Outcome.Allowed or Outcome.Open))
                        {
                            continue;
                        }

                        var found = $"{Text(place, subject, secret, way, setting)}: {decision.Reason}";
                        return decision.IsAllowed ? new ProofResult(asked, found, []) : new ProofResult(asked, null, [found]);
                    }
                }
            }
        }

        return new ProofResult(asked, null, []);
    }

    /// <summary>What the policies say to one request.</summary>
    internal static Decision Decide(
        AccessPlace place, AccessSubject subject, string secret, AccessQuestion way, (string Key, string? Value)[] setting) =>
        AccessMatrix.Decide(place, subject, secret, way, way.Action == "kms:ReEncryptFrom" ? setting : [.. setting, (OnSameKey, null)]);

    private static string Text(
        AccessPlace place, AccessSubject subject, string secret, AccessQuestion way, (string Key, string? Value)[] setting)
    {
        var context = string.Join(',', place.ContextOf(secret).Select(pair => $"{pair.Key}={pair.Value}"));
        var keys = string.Concat(setting.Select(each => each.Value is null ? $", without {each.Key}" : $", {each.Key} = '{each.Value}'"));
        var who = subject.Principal.Origin ?? subject.Principal.Arn;
        return $"{subject.Name} {who}: {way.Action} {(context.Length == 0 ? "without a context" : context)}{keys}";
    }
}
