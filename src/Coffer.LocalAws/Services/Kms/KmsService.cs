using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Json;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>AWS KMS: https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html</summary>
internal sealed class KmsService(ServiceParts parts) : JsonService<KmsRequest>(
    "kms", "TrentService.", KmsActions.Table, parts.Keys.Turn), IAwsService
{
    public static readonly ServiceEntry Entry = new("kms", KmsActions.Table.Keys, parts => new KmsService(parts));

    private static readonly string[] KeyMembers = ["KeyId", "DestinationKeyId", "TargetKeyId"];
    private static readonly string[] ContextMembers = ["EncryptionContext", "SourceEncryptionContext"];

    private static readonly string[] EventMembers =
    [
        "KeyId", "SourceKeyId", "DestinationKeyId", "TargetKeyId", "AliasName", "GrantId", "GranteePrincipal", "RetiringPrincipal",
    ];

    public override string InternalErrorCode => "KMSInternalException";

    /// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html</summary>
    public AwsException TooManyRequests { get; } =
        new(400, "ThrottlingException", "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");

    protected override bool HasEmptyBodies => true;

    public bool IsCounted(string action) => KmsActions.Cryptographic.Contains(action);

    /// <summary>The key that a request names, or the one its ciphertext is of.</summary>
    public override string? ResourceOf(AwsRequest request)
    {
        var parameters = new KmsParameters(((JsonContent)request.Content).Root);
        lock (parts.Keys.Turn)
        {
            var keys = parts.Keys.Store;
            if (Array.Find(KeyMembers, parameters.Has) is { } member)
            {
                var name = parameters.RequiredText(member, 1, int.MaxValue);
                return new KeyReference(keys, request.Region, request.AccountId).Find(name, aliases: true)?.Arn;
            }

            var blob = parameters.Has("CiphertextBlob")
                ? CiphertextBlob.Parse(parameters.RequiredBytes("CiphertextBlob", int.MaxValue))
                : null;
            return blob is null ? null : keys.FindByFingerprint(request.Region, blob.Fingerprint)?.Arn;
        }
    }

    public IReadOnlyDictionary<string, string> EncryptionContextOf(AwsRequest request)
    {
        var parameters = new KmsParameters(((JsonContent)request.Content).Root);
        return Array.Find(ContextMembers, parameters.Has) is { } member
            ? KmsContext.Read(parameters, member).Pairs
            : new Dictionary<string, string>();
    }

    public override IEnumerable<Need> NeedsOf(AwsRequest request)
    {
        lock (parts.Keys.Turn)
        {
            return KmsActions.Table.ContainsKey(request.Action)
                ? [.. KmsNeeds.Of(Bind(request, ((JsonContent)request.Content).Root))]
                : [];
        }
    }

    /// <summary>Of a ciphertext whose key the caller did not name, KMS says no more than that it may not be opened.</summary>
    public override AwsException Denied(AwsRequest request, Need need, Decision decision)
    {
        var members = ((JsonContent)request.Content).Root;
        var isNamed = need.Action switch
        {
            "kms:Decrypt" => members.TryGetProperty("KeyId", out _),
            "kms:ReEncryptFrom" => members.TryGetProperty("SourceKeyId", out _),
            _ => true,
        };
        return !isNamed && decision.Layer is PolicyLayer.Resource or PolicyLayer.Grant
            ? KmsErrors.CiphertextOfUnknownKey(request.Caller, need.Action["kms:".Length..])
            : base.Denied(request, need, decision);
    }

    public IEnumerable<(string Name, string Value)> EventParametersOf(AwsRequest request)
    {
        var members = ((JsonContent)request.Content).Root;
        if (request.Action is "Encrypt" or "Decrypt")
        {
            yield return ("encryptionAlgorithm", CryptographicUse.SymmetricDefault);
        }

        foreach (var name in EventMembers)
        {
            if (members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                yield return (char.ToLowerInvariant(name[0]) + name[1..], value.GetString()!);
            }
        }
    }

    /// <summary>Makes a key with each alias in the server's own region, where there is no such alias.</summary>
    public void CreateInitial(Options options)
    {
        lock (parts.Keys.Turn)
        {
            foreach (var alias in options.Keys.Where(alias => parts.Keys.Store.FindAlias(options.AccountId, options.Region, alias) is null))
            {
                using var made = JsonDocument.Parse(Invoke("CreateKey", new JsonObject()));
                var id = made.RootElement.GetProperty("KeyMetadata").GetProperty("KeyId").GetString();
                _ = Invoke("CreateAlias", new JsonObject { ["AliasName"] = alias, ["TargetKeyId"] = id });
            }
        }
    }

    protected override KmsRequest Bind(AwsRequest request, JsonElement members) =>
        Bind(request.Action, request.Region, members, request.Caller);

    private ReadOnlyMemory<byte> Invoke(string action, JsonObject members)
    {
        using var document = JsonDocument.Parse(members.ToJsonString());
        return Run(
            KmsActions.Table[action], Bind(action, parts.Options.Region, document.RootElement, Caller.Root(parts.Options.AccountId)));
    }

    private KmsRequest Bind(string action, string region, JsonElement members, Caller caller) => new(
        action,
        new KmsParameters(members),
        parts.Keys.Store,
        parts.Keys.Grants,
        parts.Iam,
        parts.Callers,
        caller,
        region,
        parts.Clock.GetUtcNow());
}
