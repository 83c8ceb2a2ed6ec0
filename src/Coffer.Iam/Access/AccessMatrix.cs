using Coffer.Iam.Conditions;
using Coffer.Iam.Evaluation;

namespace Coffer.Iam.Access;

/// <summary>Whether somebody can.</summary>
internal enum AccessAnswer
{
    /// <summary>No.</summary>
    No,

    /// <summary>It depends on something that the files do not say.</summary>
    Depends,

    /// <summary>Yes.</summary>
    Yes,
}

/// <summary>One cell: whether somebody can do something with a secret.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Secret">The secret: <c>service/name</c>.</param>
/// <param name="Verb">What.</param>
/// <param name="Answer">Whether they can.</param>
/// <param name="Action">The way that decided.</param>
/// <param name="Reason">Why.</param>
internal sealed record AccessCell(AccessSubject Subject, string Secret, AccessVerb Verb, AccessAnswer Answer, string Action, string Reason);

/// <summary>Who can do what with which secret.</summary>
internal static class AccessMatrix
{
    // What a caller brings along, or what the files do not say.
    private static readonly string[] NotKnown =
    [
        "aws:CurrentTime", "aws:EpochTime", "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths", "aws:PrincipalTag/", "aws:Referer", "aws:RequestTag/", "aws:ResourceOrgID", "aws:ResourceTag/",
        "aws:SourceIdentity", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:TagKeys", "aws:TokenIssueTime", "aws:UserAgent",
        "aws:VpcSourceIp", "aws:userid", "kms:EncryptionAlgorithm", "kms:GrantOperations", "kms:GranteePrincipal", "kms:RequestAlias",
        "kms:RetiringPrincipal", "s3:ExistingObjectTag/", "s3:RequestObjectTag/", "s3:RequestObjectTagKeys", "s3:VersionId", "s3:if-match",
        "s3:if-none-match", "s3:signatureAge", "s3:x-amz-acl", "s3:x-amz-server-side-encryption",
        "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-storage-class",
    ];

    /// <summary>All cells, by who, then by secret, then by what.</summary>
    public static IReadOnlyList<AccessCell> Of(AccessPlace place, IEnumerable<AccessSubject> subjects) =>
    [
        .. from subject in subjects
           from secret in place.Secrets
           from verb in Enum.GetValues<AccessVerb>()
           select Cell(place, subject, secret, verb),
    ];

    private static AccessCell Cell(AccessPlace place, AccessSubject subject, string secret, AccessVerb verb)
    {
        // The first of the best: Decrypt is told before the ways around it.
        var (way, decision) = AccessQuestion.Ways(verb)
            .Select(way => (Way: way, Decision: Decide(place, subject, secret, way)))
            .MaxBy(each => Answer(each.Decision));
        var answer = Answer(decision);
        var reason = decision.Reason;
        if (verb == AccessVerb.Open && answer == AccessAnswer.Yes)
        {
            var read = Decide(place, subject, secret, new AccessQuestion("s3:GetObject", AccessTarget.Object));
            reason += read.IsAllowed ? "; the bucket gives them the ciphertext" : "; they need the ciphertext, from Git for example";
        }

        return new AccessCell(subject, secret, verb, answer, way.Action, reason);
    }

    /// <summary>A decision as an answer.</summary>
    public static AccessAnswer Answer(Decision decision) => decision.Outcome switch
    {
        Outcome.Allowed => AccessAnswer.Yes,
        Outcome.Open => AccessAnswer.Depends,
        _ => AccessAnswer.No,
    };

    /// <summary>What the policies say to one request.</summary>
    /// <param name="place">The environment.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="secret">The secret: <c>service/name</c>; of a place that is not bound, it is not looked at.</param>
    /// <param name="way">What is asked.</param>
    /// <param name="settings">Keys whose values are known; of one with null, that it is not there.</param>
    public static Decision Decide(
        AccessPlace place,
        AccessSubject subject,
        string secret,
        AccessQuestion way,
        params IReadOnlyList<(string Key, string? Value)> settings)
    {
        var context = Context(place, subject, secret, way);
        foreach (var (key, value) in settings)
        {
            context.Set(key, value is null ? [] : [value]);
        }

        var onKey = way.Target == AccessTarget.Key;
        var resource = way.Target switch
        {
            AccessTarget.Key => place.Key.ToString(),
            AccessTarget.Object => $"{place.BucketArn}/{secret}",
            _ => place.BucketArn,
        };
        return Authorizer.Decide(
            new AccessRequest(subject.Principal, way.Action, resource, place.Key.Account, context),
            new PolicySet
            {
                Identity = subject.Policies,
                Boundary = subject.Boundary,
                Resource = onKey ? place.KeyPolicy : place.BucketPolicy,
                Grants = onKey ? place.Grants : [],
            });
    }

    private static RequestContext Context(AccessPlace place, AccessSubject subject, string secret, AccessQuestion way)
    {
        var context = subject.Describe(new RequestContext());
        foreach (var key in NotKnown)
        {
            context.Leave(key);
        }

        context.Set("aws:SecureTransport", "true").Set("aws:ViaAWSService", "false")
            .Set("aws:RequestedRegion", place.Key.Region).Set("aws:ResourceAccount", place.Key.Account);
        if (way.Target != AccessTarget.Key)
        {
            return context.Set("s3:ResourceAccount", place.Key.Account);
        }

        // Who moves a secret away moves it to a key of their own; who seals by ReEncrypt may do so within the key.
        context.Set("kms:CallerAccount", subject.Principal.Account).Set("kms:GrantIsForAWSResource", "false")
            .Set("kms:ReEncryptOnSameKey", way.Action == "kms:ReEncryptFrom" ? "false" : "true")
            .Set("kms:KeySpec", "SYMMETRIC_DEFAULT").Set("kms:KeyUsage", "ENCRYPT_DECRYPT")
            .Set("kms:BypassPolicyLockoutSafetyCheck", "false");
        _ = place.Aliases is { } aliases ? context.Set("kms:ResourceAliases", aliases) : context.Leave("kms:ResourceAliases");
        var encrypts = AccessQuestion.Ways(AccessVerb.Administer).All(each => each.Action != way.Action);
        return encrypts ? context.SetEncryptionContext(place.ContextOf(secret)) : context;
    }
}
