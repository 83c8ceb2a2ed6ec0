using System.Globalization;
using System.Text.Json;
using Coffer.Iam.Conditions;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// What callers of KMS must be allowed:
/// https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
/// </summary>
internal static class KmsNeeds
{
    private static readonly string[] OfNoKey = ["CreateKey", "GenerateRandom", "ListAliases", "ListKeys", "ListRetirableGrants"];

    public static IEnumerable<Need> Of(KmsRequest request) => request.Action switch
    {
        "CreateAlias" or "DeleteAlias" or "UpdateAlias" => OfAlias(request),
        "Decrypt" => Opened(request, "KeyId") is { } key ? [On(request, "Decrypt", key, "EncryptionContext", "KeyId")] : [],
        "ReEncrypt" => OfReEncrypt(request),
        "ReplicateKey" => OfReplicateKey(request),
        "RetireGrant" => [OfRetireGrant(request)],
        "UpdatePrimaryRegion" => OfUpdatePrimaryRegion(request),
        var action when OfNoKey.Contains(action) => OfAccount(request),
        var action => [On(request, action, request.KeyOrAlias(), "EncryptionContext", "KeyId")],
    };

    private static IEnumerable<Need> OfAccount(KmsRequest request)
    {
        void Set(RequestContext context) => Describe(context, request, request.Parameters.Flag("MultiRegion"));
        yield return new Need($"kms:{request.Action}", "*") { Describe = Set };
        if (request.Action == "CreateKey" && request.Parameters.Has("Tags"))
        {
            yield return new Need("kms:TagResource", "*") { Describe = Set };
        }
    }

    private static void Describe(RequestContext context, KmsRequest request, bool multiRegion)
    {
        SetTags(context, request.Parameters);
        context.Set("kms:CallerAccount", request.AccountId).Set("kms:KeySpec", CryptographicUse.SymmetricDefault)
            .Set("kms:KeyUsage", "ENCRYPT_DECRYPT").Set("kms:KeyOrigin", "AWS_KMS")
            .Set("kms:MultiRegion", multiRegion ? "true" : "false");
        SetLockout(context, request.Parameters);
    }

    // An alias has no policy of its own: the key's decides too.
    private static IEnumerable<Need> OfAlias(KmsRequest request)
    {
        var name = request.Parameters.RequiredText("AliasName");
        var action = $"kms:{request.Action}";
        yield return new Need(action, KmsAlias.ArnOf(request.Region, request.AccountId, name))
        {
            Describe = context => context.Set("kms:CallerAccount", request.AccountId),
        };
        if (request.Keys.FindAlias(request.AccountId, request.Region, name) is { } alias
            && request.Keys.Find(request.Region, alias.TargetKeyId) is { } present)
        {
            yield return On(request, request.Action, present);
        }

        if (request.Parameters.Has("TargetKeyId"))
        {
            yield return On(request, request.Action, request.Key("TargetKeyId"));
        }
    }

    // Whom the grant names for it may retire it, and so may its grantee, where it says so.
    private static Need OfRetireGrant(KmsRequest request)
    {
        var (key, grant) = Grants.ToRetire(request);
        return On(request, "RetireGrant", key) with
        {
            Grants = grant.Retiring is { } retiring
                ? [grant.Evaluated, new KeyGrant(grant.Id, retiring, ["RetireGrant"])]
                : [grant.Evaluated],
        };
    }

    private static IEnumerable<Need> OfReEncrypt(KmsRequest request)
    {
        var source = Opened(request, "SourceKeyId");
        var destination = request.KeyOrAlias("DestinationKeyId");
        var same = source is not null && source.Arn == destination.Arn ? "true" : "false";
        if (source is not null)
        {
            yield return On(request, "ReEncryptFrom", source, "SourceEncryptionContext", "SourceKeyId", Same);
        }

        yield return On(request, "ReEncryptTo", destination, "DestinationEncryptionContext", "DestinationKeyId", Same);

        void Same(RequestContext context) => context.Set("kms:ReEncryptOnSameKey", same);
    }

    // A replica is a new key, in its region.
    private static IEnumerable<Need> OfReplicateKey(KmsRequest request)
    {
        var region = request.Parameters.RequiredText("ReplicaRegion");
        yield return On(request, "ReplicateKey", request.Key(), more: context => context.Set("kms:ReplicaRegion", region));
        yield return new Need("kms:CreateKey", "*") { Describe = context => Describe(context, request, multiRegion: true) };
        if (request.Parameters.Has("Tags"))
        {
            yield return new Need("kms:TagResource", "*") { Describe = context => Describe(context, request, multiRegion: true) };
        }
    }

    private static IEnumerable<Need> OfUpdatePrimaryRegion(KmsRequest request)
    {
        var (primary, region) = (request.Key(), request.Parameters.RequiredText("PrimaryRegion"));
        void Set(RequestContext context) => context.Set("kms:PrimaryRegion", region);
        yield return On(request, "UpdatePrimaryRegion", primary, more: Set);
        if (request.Keys.Find(region, primary.Id) is { } replica)
        {
            yield return On(request, "UpdatePrimaryRegion", replica, more: Set);
        }
    }

    // The key that the caller names, or that of the ciphertext; where they differ, the action says so.
    private static KmsKey? Opened(KmsRequest request, string member)
    {
        if (request.Parameters.Has(member))
        {
            return request.KeyOrAlias(member);
        }

        return request.Parameters.Bytes("CiphertextBlob", int.MaxValue) is { } bytes && CiphertextBlob.Parse(bytes) is { } blob
            ? request.Keys.FindByFingerprint(request.Region, blob.Fingerprint)
            : null;
    }

    private static Need On(
        KmsRequest request,
        string action,
        KmsKey key,
        string contextMember = "",
        string keyMember = "KeyId",
        Action<RequestContext>? more = null) =>
        KeyNeed.Of(request.Keys, request.Grants, key, $"kms:{action}", context =>
        {
            var parameters = request.Parameters;
            context.Set("kms:CallerAccount", request.AccountId);
            if (parameters.Has(keyMember) && parameters.RequiredText(keyMember) is var name
                && name.LastIndexOf("alias/", StringComparison.Ordinal) is >= 0 and var start)
            {
                context.Set("kms:RequestAlias", name[start..]);
            }

            if (KmsActions.Cryptographic.Contains(request.Action))
            {
                context.SetEncryptionContext(KmsContext.Read(parameters, contextMember).Pairs)
                    .Set("kms:EncryptionAlgorithm", CryptographicUse.SymmetricDefault);
            }
            else if (action == "CreateGrant")
            {
                context.SetEncryptionContext(GrantContext(parameters));
            }

            SetTags(context, parameters);
            SetLockout(context, parameters);
            SetGrant(context, parameters);
            SetNumber(context, parameters, "kms:ScheduleKeyDeletionPendingWindowInDays", "PendingWindowInDays");
            SetNumber(context, parameters, "kms:RotationPeriodInDays", "RotationPeriodInDays");
            more?.Invoke(context);
        });

    private static IReadOnlyDictionary<string, string> GrantContext(KmsParameters parameters)
    {
        var constraints = parameters.Map("Constraints") is { } map ? new KmsParameters(map) : null;
        var member = constraints?.Has("EncryptionContextEquals") == true ? "EncryptionContextEquals" : "EncryptionContextSubset";
        return constraints is null ? new Dictionary<string, string>() : KmsContext.Read(constraints, member).Pairs;
    }

    private static void SetGrant(RequestContext context, KmsParameters parameters)
    {
        foreach (var (key, member) in ((string, string)[])
            [("kms:GranteePrincipal", "GranteePrincipal"), ("kms:RetiringPrincipal", "RetiringPrincipal")])
        {
            if (parameters.Has(member))
            {
                context.Set(key, parameters.RequiredText(member));
            }
        }

        if (parameters.Has("Operations"))
        {
            context.Set("kms:GrantOperations", Texts(parameters, "Operations"));
        }

        if (parameters.Map("Constraints") is { } constraints)
        {
            context.Set("kms:GrantConstraintType", [.. constraints.EnumerateObject().Select(constraint => constraint.Name)]);
        }
    }

    private static void SetTags(RequestContext context, KmsParameters parameters)
    {
        var tags = parameters.Has("Tags") ? KeyTags.Read(parameters) ?? [] : [];
        foreach (var tag in tags)
        {
            context.Set($"aws:RequestTag/{tag.Key}", tag.Value);
        }

        var keys = tags.Select(tag => tag.Key).Concat(parameters.Has("TagKeys") ? Texts(parameters, "TagKeys") : []).ToList();
        if (keys.Count > 0)
        {
            context.Set("aws:TagKeys", keys);
        }
    }

    private static void SetLockout(RequestContext context, KmsParameters parameters) => context.Set(
        "kms:BypassPolicyLockoutSafetyCheck", parameters.Flag("BypassPolicyLockoutSafetyCheck") ? "true" : "false");

    private static void SetNumber(RequestContext context, KmsParameters parameters, string key, string member)
    {
        if (parameters.Number(member, 0, int.MaxValue) is { } number)
        {
            context.Set(key, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static IReadOnlyList<string> Texts(KmsParameters parameters, string member) =>
        [.. (parameters.List(member) ?? []).Select(text => text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText())];
}
