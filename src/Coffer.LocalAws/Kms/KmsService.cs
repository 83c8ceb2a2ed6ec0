using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Server;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Kms;

/// <summary>AWS KMS, JSON 1.1: https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html</summary>
internal sealed class KmsService(Options options, TimeProvider clock, IStateStore state) : IKeyDirectory
{
    private const string TargetPrefix = "TrentService.";

    private readonly KeyStore keys = new(state, clock);
    private readonly Lock turn = new();

    public Task HandleAsync(AwsCall call, byte[] body) => JsonBody.SendAsync(call, Answer(call, body));

    public string RequireUsable(string region, string keyId)
    {
        lock (turn)
        {
            keys.CatchUp();
            var key = new KeyReference(keys, region, options.AccountId).Find(keyId, aliases: true)
                ?? throw KmsErrors.NotFound($"Key '{keyId}' does not exist");
            return key.Usable().Arn;
        }
    }

    /// <summary>The ARN of the key that a request would use; null where there is none.</summary>
    public string? KeyOf(string region, byte[] body)
    {
        lock (turn)
        {
            keys.CatchUp();
            return RequestedKey.Find(keys, new KeyReference(keys, region, options.AccountId), body)?.Arn;
        }
    }

    /// <summary>Makes a key with an alias in the server's own region, where there is no such alias.</summary>
    /// <exception cref="AwsException">As CreateAlias answers.</exception>
    public void Ensure(string alias)
    {
        if (keys.FindAlias(options.Region, alias) is not null)
        {
            return;
        }

        using var made = JsonDocument.Parse(Invoke("CreateKey", new JsonObject()));
        var id = made.RootElement.GetProperty("KeyMetadata").GetProperty("KeyId").GetString();
        _ = Invoke("CreateAlias", new JsonObject { ["AliasName"] = alias, ["TargetKeyId"] = id });
    }

    private ReadOnlyMemory<byte> Invoke(string action, JsonObject body)
    {
        var root = Caller.Root(options.AccountId);
        return Answer(action, root, options.Region, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    private ReadOnlyMemory<byte> Answer(AwsCall call, byte[] body)
    {
        var target = call.Http.Request.Headers["X-Amz-Target"].ToString();
        var name = target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : target;
        return Answer(name, call.Caller, call.Region, body);
    }

    private ReadOnlyMemory<byte> Answer(string name, Caller caller, string region, byte[] body)
    {
        if (!ActionTable.Actions.TryGetValue(name, out var action))
        {
            throw new AwsException(400, "UnknownOperationException", $"coffer-local does not serve the KMS action '{name}'");
        }

        using var document = Parse(body);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            lock (turn)
            {
                keys.CatchUp();
                var parameters = new Parameters(document.RootElement);
                var now = clock.GetUtcNow();
                action(new KmsRequest(name, parameters, keys, caller, options.AccountId, region, now), writer);
            }

            writer.WriteEndObject();
        }

        // An action without an answer has an empty body, not an empty object.
        return buffer.WrittenCount > 2 ? buffer.WrittenMemory : default;
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            var document = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw KmsErrors.Serialization("The body is not a JSON object");
        }
        catch (JsonException)
        {
            // The parser's own message may quote the body.
            throw KmsErrors.Serialization("The body is not JSON");
        }
    }
}
