using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>Grants: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html.
/// They hold at once; tokens are taken and not needed.</summary>
internal static partial class Grants
{
    private static readonly string[] Known =
    [
        "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "Sign", "Verify",
        "GetPublicKey", "CreateGrant", "RetireGrant", "DescribeKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
        "GenerateMac", "VerifyMac", "DeriveSharedSecret",
    ];

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html: the same, by its name, is made once.</summary>
    public static void Create(KmsRequest request, Utf8JsonWriter answer)
    {
        var parameters = request.Parameters;
        var key = request.Key().Usable();
        var constraints = Constraints(parameters);
        var grant = new KmsGrant
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
            Region = key.Region,
            KeyId = key.Id,
            Token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
            Grantee = Principal(parameters, "GranteePrincipal") ?? throw KmsViolation.Missing("GranteePrincipal"),
            Retiring = Principal(parameters, "RetiringPrincipal"),
            Operations = Operations(parameters),
            Name = parameters.Text("Name", 1, 256, NamePattern()),
            IssuingAccount = $"arn:{Partition.Of(request.Region)}:iam::{request.AccountId}:root",
            Created = request.Now,
            ContextEquals = Pairs(constraints, "EncryptionContextEquals"),
            ContextSubset = Pairs(constraints, "EncryptionContextSubset"),
        };
        CryptographicUse.EndDryRun(parameters);
        var same = grant.Name is null ? null : request.Grants.Of(key).FirstOrDefault(other => IsSame(grant, other));
        if (same is null)
        {
            request.Grants.Put(grant);
        }

        answer.WriteString("GrantToken", (same ?? grant).Token);
        answer.WriteString("GrantId", (same ?? grant).Id);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html</summary>
    public static void List(KmsRequest request, Utf8JsonWriter answer)
    {
        var key = request.Key();
        var id = request.Parameters.Text("GrantId", 1, 128);
        var grantee = Principal(request.Parameters, "GranteePrincipal");
        Write(request, answer, request.Grants.Of(key)
            .Where(grant => (id is null || grant.Id == id) && (grantee is null || grant.Grantee == grantee)));
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html</summary>
    public static void ListRetirable(KmsRequest request, Utf8JsonWriter answer)
    {
        var retiring = Principal(request.Parameters, "RetiringPrincipal") ?? throw KmsViolation.Missing("RetiringPrincipal");
        Write(request, answer, request.Grants.All.Where(grant => grant.Retiring == retiring && grant.Region == request.Region));
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html</summary>
    public static void Revoke(KmsRequest request, Utf8JsonWriter answer) => End(request, OfId(request, request.Key()));

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html</summary>
    public static void Retire(KmsRequest request, Utf8JsonWriter answer) => End(request, ToRetire(request).Grant);

    /// <summary>The grant that a request is to retire, by its token or by its key and id.</summary>
    public static (KmsKey Key, KmsGrant Grant) ToRetire(KmsRequest request)
    {
        if (request.Parameters.Text("GrantToken", 1, 8192) is not { } token)
        {
            var named = request.Key();
            return (named, OfId(request, named));
        }

        var grant = request.Grants.All.FirstOrDefault(grant => grant.Token == token && grant.Region == request.Region);
        return grant is not null && request.Keys.Find(grant.Region, grant.KeyId) is { } key
            ? (key, grant)
            : throw new AwsException(400, "InvalidGrantTokenException", "Invalid grant token");
    }

    private static void End(KmsRequest request, KmsGrant grant)
    {
        CryptographicUse.EndDryRun(request.Parameters);
        request.Grants.Remove(grant);
    }

    private static KmsGrant OfId(KmsRequest request, KmsKey key)
    {
        var id = request.Parameters.RequiredText("GrantId", 1, 128);
        return request.Grants.Of(key).FirstOrDefault(grant => grant.Id == id)
            ?? throw KmsErrors.NotFound($"Grant ID {id} not found");
    }

    private static List<string> Operations(KmsParameters parameters)
    {
        var list = parameters.List("Operations") ?? throw KmsViolation.Missing("Operations");
        var names = list.Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : name.GetRawText()).ToList();
        return names.Find(name => !Known.Contains(name)) is { } unknown ? throw KmsViolation.NotInSet("Operations", unknown, Known) : names;
    }

    private static string? Principal(KmsParameters parameters, string member) => parameters.Text(member, 1, 256, PrincipalPattern());

    private static KmsParameters? Constraints(KmsParameters parameters) =>
        parameters.Map("Constraints") is { } map ? new KmsParameters(map) : null;

    private static IReadOnlyDictionary<string, string>? Pairs(KmsParameters? constraints, string member) =>
        constraints?.Has(member) == true ? KmsContext.Read(constraints, member).Pairs : null;

    private static bool IsSame(KmsGrant grant, KmsGrant other) =>
        grant.Name == other.Name && grant.Grantee == other.Grantee && grant.Retiring == other.Retiring
        && grant.Operations.Order().SequenceEqual(other.Operations.Order())
        && IsSame(grant.ContextEquals, other.ContextEquals) && IsSame(grant.ContextSubset, other.ContextSubset);

    private static bool IsSame(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other) =>
        (one ?? new Dictionary<string, string>()).ToHashSet().SetEquals(other ?? new Dictionary<string, string>());

    private static void Write(KmsRequest request, Utf8JsonWriter answer, IEnumerable<KmsGrant> grants) => KmsPage.Write(
        answer, request.Parameters, "Grants", grants, grant => grant.Id,
            (writer, grant) => Entry(writer, request, grant), defaultLimit: 50);

    private static void Entry(Utf8JsonWriter answer, KmsRequest request, KmsGrant grant)
    {
        answer.WriteStartObject();
        answer.WriteString("KeyId", request.Keys.Find(grant.Region, grant.KeyId)?.Arn ?? grant.KeyId);
        answer.WriteString("GrantId", grant.Id);
        answer.WriteString("Name", grant.Name ?? string.Empty);
        KeyMetadata.WriteDate(answer, "CreationDate", grant.Created);
        answer.WriteString("GranteePrincipal", grant.Grantee);
        if (grant.Retiring is not null)
        {
            answer.WriteString("RetiringPrincipal", grant.Retiring);
        }

        answer.WriteString("IssuingAccount", grant.IssuingAccount);
        answer.WriteStartArray("Operations");
        foreach (var operation in grant.Operations)
        {
            answer.WriteStringValue(operation);
        }

        answer.WriteEndArray();
        if (grant.ContextEquals is not null || grant.ContextSubset is not null)
        {
            answer.WriteStartObject("Constraints");
            WritePairs(answer, "EncryptionContextEquals", grant.ContextEquals);
            WritePairs(answer, "EncryptionContextSubset", grant.ContextSubset);
            answer.WriteEndObject();
        }

        answer.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter answer, string name, IReadOnlyDictionary<string, string>? pairs)
    {
        if (pairs is null)
        {
            return;
        }

        answer.WriteStartObject(name);
        foreach (var (key, value) in pairs)
        {
            answer.WriteString(key, value);
        }

        answer.WriteEndObject();
    }

    [GeneratedRegex(@"^[\w+=,.@:/-]+$")]
    private static partial Regex PrincipalPattern();

    [GeneratedRegex("^[a-zA-Z0-9:/_-]+$")]
    private static partial Regex NamePattern();
}
