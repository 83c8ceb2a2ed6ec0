using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;

namespace Coffer.LocalAws.Tests.Isolation;

/// <summary>What is on a server: the world's key, one of another environment, and one that is the caller's own.</summary>
internal sealed record Place(World World, string Key, string Foreign, string Own, IReadOnlyDictionary<string, string> Blobs)
{
    /// <summary>The encryption context of a service's secret; that of the other environment is called <c>foreign</c>.</summary>
    public IReadOnlyDictionary<string, string> ContextOf(string service) => (World.IsBound, service) switch
    {
        (false, _) => new Dictionary<string, string>(),
        (_, "foreign") => Bound("production", "api"),
        _ => Bound("staging", service),
    };

    /// <summary>The sealed secret of a service.</summary>
    public JsonObject Sealed(string service) => new()
    {
        ["CiphertextBlob"] = Blobs[service], ["EncryptionContext"] = Json(ContextOf(service)),
        ["SourceEncryptionContext"] = Json(ContextOf(service)),
    };

    private static Dictionary<string, string> Bound(string environment, string service) =>
        new() { ["environment"] = environment, ["service"] = service, ["secret"] = "db-password" };

    public static JsonObject Json(IReadOnlyDictionary<string, string> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
}

/// <summary>What a request needs, said again for the evaluator.</summary>
internal sealed record Question(string Action, string Resource)
{
    public IReadOnlyDictionary<string, string>? Context { get; init; }

    public (string Name, string Value)[] Keys { get; init; } = [];
}

/// <summary>Something that somebody tries with a service's secret.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Send">The real request.</param>
/// <param name="Needs">What it needs, by the documentation of AWS.</param>
internal sealed record Attempt(
    string Name, Func<WireCaller, Place, string, Task<WireAnswer>> Send, Func<Place, string, IEnumerable<Question>> Needs)
{
    private const string Bucket = $"arn:aws:s3:::{World.Bucket}";

    /// <summary>On the secret of a service. What changes something comes last.</summary>
    public static IReadOnlyList<Attempt> OnSecrets =>
    [
        OnKey("open: Decrypt", "Decrypt", "kms:Decrypt", (place, service) => place.Sealed(service)),
        new("open: ReEncrypt to a key of their own",
            (caller, place, service) => caller.KmsAsync("ReEncrypt", With(place.Sealed(service), ("DestinationKeyId", place.Own))),
            (place, service) => Moves(place, service, place.Own, "false")),
        OnKey("open: CreateGrant to themselves", "CreateGrant", "kms:CreateGrant", (place, service) => With(
            new JsonObject { ["Operations"] = new JsonArray("Decrypt") }, ("KeyId", place.Key),
            ("GranteePrincipal", $"arn:aws:iam::{World.Account}:role/nobody"),
            ("Constraints", new JsonObject { ["EncryptionContextSubset"] = Place.Json(place.ContextOf(service)) }))),
        OnObject("read: GetObject", "GET", "s3:GetObject"),
        OnObject("read: GetObject of a version", "GET", "s3:GetObjectVersion", "versionId=null"),
        new("read: list the service",
            (caller, _, service) => caller.S3Async("GET", $"/{World.Bucket}", $"list-type=2&prefix={service}%2F"),
            (_, service) => [new("s3:ListBucket", Bucket) { Keys = [("s3:prefix", $"{service}/")] }]),
        OnKey("write: Encrypt", "Encrypt", "kms:Encrypt",
            (place, service) => With(place.Sealed(service), ("KeyId", place.Key), ("Plaintext", "dmFsdWU="))),
        OnKey("write: GenerateDataKey", "GenerateDataKey", "kms:GenerateDataKey",
            (place, service) => With(place.Sealed(service), ("KeyId", place.Key), ("KeySpec", "AES_256"))),
        new("write: ReEncrypt within the key",
            (caller, place, service) => caller.KmsAsync("ReEncrypt", With(
                place.Sealed(service), ("DestinationKeyId", place.Key),
                ("DestinationEncryptionContext", Place.Json(place.ContextOf(service))))),
            (place, service) => Moves(place, service, place.Key, "true")),
        OnObject("deploy: PutObject", "PUT", "s3:PutObject"),
        OnObject("deploy: DeleteObject", "DELETE", "s3:DeleteObject"),
        OnObject("deploy: DeleteObject of a version", "DELETE", "s3:DeleteObjectVersion", "versionId=null"),
    ];

    /// <summary>On the environment as a whole, and on the key of another one. What changes something comes last.</summary>
    public static IReadOnlyList<Attempt> OnEnvironment =>
    [
        new("foreign key: Decrypt", (caller, place, _) => caller.KmsAsync("Decrypt", place.Sealed("foreign")),
            (place, _) => [new("kms:Decrypt", place.Foreign) { Context = place.ContextOf("foreign") }]),
        new("foreign key: Encrypt",
            (caller, place, _) => caller.KmsAsync("Encrypt", new() { ["KeyId"] = place.Foreign, ["Plaintext"] = "dmFsdWU=" }),
            (place, _) => [new("kms:Encrypt", place.Foreign) { Context = new Dictionary<string, string>() }]),
        new("foreign key: DisableKey", (caller, place, _) => caller.KmsAsync("DisableKey", new() { ["KeyId"] = place.Foreign }),
            (place, _) => [new("kms:DisableKey", place.Foreign)]),
        OnBucket("read: list all", "GET", "s3:ListBucket", "list-type=2"),
        OnBucket("read: list versions", "GET", "s3:ListBucketVersions", "versions="),
        OnBucket("administer: GetBucketPolicy", "GET", "s3:GetBucketPolicy", "policy="),
        OnBucket("administer: versioning off", "PUT", "s3:PutBucketVersioning", "versioning=",
            "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"),
        OnBucket("administer: public access", "DELETE", "s3:PutBucketPublicAccessBlock", "publicAccessBlock="),
        OnBucket("administer: DeleteBucket", "DELETE", "s3:DeleteBucket", ""),
        OnBucket("administer: DeleteBucketPolicy", "DELETE", "s3:DeleteBucketPolicy", "policy="),
        Administers("PutKeyPolicy", new() { ["Policy"] = "{}" }),
        Administers("DisableKey", []),
        Administers("ScheduleKeyDeletion", []),
    ];

    private static Attempt OnKey(string name, string call, string action, Func<Place, string, JsonObject> body) => new(
        name, (caller, place, service) => caller.KmsAsync(call, body(place, service)),
        (place, service) => [new(action, place.Key) { Context = place.ContextOf(service) }]);

    private static Attempt OnObject(string name, string method, string action, string query = "") => new(
        name, (caller, _, service) => caller.S3Async(method, $"/{World.Bucket}/{service}/db-password", query),
        (_, service) => [new(action, $"{Bucket}/{service}/db-password")]);

    private static Attempt OnBucket(string name, string method, string action, string query, string body = "") => new(
        name, (caller, _, _) => caller.S3Async(method, $"/{World.Bucket}", query, body), (_, _) => [new(action, Bucket)]);

    private static Attempt Administers(string call, JsonObject body) => new(
        $"administer: {call}", (caller, place, _) => caller.KmsAsync(call, With((JsonObject)body.DeepClone(), ("KeyId", place.Key))),
        (place, _) => [new($"kms:{call}", place.Key)]);

    private static IEnumerable<Question> Moves(Place place, string service, string destination, string same) =>
    [
        new("kms:ReEncryptFrom", place.Key) { Context = place.ContextOf(service), Keys = [("kms:ReEncryptOnSameKey", same)] },
        new("kms:ReEncryptTo", destination)
        {
            Context = same == "true" ? place.ContextOf(service) : new Dictionary<string, string>(),
            Keys = [("kms:ReEncryptOnSameKey", same)],
        },
    ];

    private static JsonObject With(JsonObject body, params (string Name, JsonNode Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return body;
    }
}
