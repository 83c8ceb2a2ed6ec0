using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.LocalAws.Server;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Ecs;

/// <summary>
/// Amazon ECS, JSON 1.1, as far as Terraform needs it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html.
/// Clusters, services and task definitions are kept and given back; nothing runs.
/// </summary>
internal sealed class EcsService(string accountId, TimeProvider clock, IStateStore state)
{
    private readonly EcsStore store = new(state);
    private readonly Lock turn = new();

    public async Task HandleAsync(AwsCall call, byte[] body)
    {
        var name = call.Http.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        if (!ActionTable.Actions.TryGetValue(name, out var action))
        {
            throw new AwsException(400, "UnknownOperationException", $"coffer-local does not serve the ECS action '{name}'");
        }

        byte[] answer;
        var request = new EcsRequest(Parse(body), store, accountId, call.Region, clock.GetUtcNow());
        lock (turn)
        {
            answer = Encoding.UTF8.GetBytes(action(request).ToJsonString());
        }

        await JsonBody.SendAsync(call, answer);
    }

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body.Length == 0 ? "{}"u8.ToArray() : body) as JsonObject
                ?? throw new AwsException(400, "SerializationException", "The body is not a JSON object");
        }
        catch (JsonException)
        {
            // The parser's own message may quote the body.
            throw new AwsException(400, "SerializationException", "The body is not JSON");
        }
    }
}
