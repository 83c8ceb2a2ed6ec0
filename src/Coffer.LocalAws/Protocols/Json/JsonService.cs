using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols.Json;

/// <summary>Does one action: reads and checks the request, changes what is kept, writes the members of the answer.</summary>
internal delegate void JsonAction<in TRequest>(TRequest request, Utf8JsonWriter answer);

/// <summary>A service that speaks JSON 1.1. One request at a time does its action.</summary>
/// <param name="name">As <see cref="IAwsService.Name"/>.</param>
/// <param name="targetPrefix">What the X-Amz-Target header begins with, for example <c>TrentService.</c></param>
/// <param name="actions">The actions that are served.</param>
/// <param name="turn">What the callers take turns with.</param>
internal abstract class JsonService<TRequest>(
    string name, string targetPrefix, FrozenDictionary<string, JsonAction<TRequest>> actions, Lock turn) : IAwsService
{
    private const string TargetHeader = "X-Amz-Target";

    public string Name => name;

    public IProtocol Protocol => JsonProtocol.Instance;

    public virtual string InternalErrorCode => "InternalError";

    /// <summary>Whether an action that answers nothing has an empty body, and not an empty object.</summary>
    protected virtual bool HasEmptyBodies => false;

    public bool Recognizes(HttpRequest request) =>
        request.Headers[TargetHeader].ToString().StartsWith(targetPrefix, StringComparison.Ordinal);

    public async Task<RequestContent> ReadAsync(HttpContext http) =>
        new JsonContent(http.Request.Headers[TargetHeader].ToString(), await SmallBody.ReadAsync(http.Request));

    public abstract string? ResourceOf(AwsRequest request);

    public abstract IEnumerable<Need> NeedsOf(AwsRequest request);

    public virtual AwsException Denied(AwsRequest request, Need need, Decision decision) =>
        new(400, "AccessDeniedException", AccessDenied.Words(request, need, decision));

    public async Task ServeAsync(AwsRequest request)
    {
        var action = Find(request.Action);
        var members = ((JsonContent)request.Content).Root;
        ReadOnlyMemory<byte> answer;
        lock (turn)
        {
            answer = Run(action, Bind(request, members));
        }

        await JsonProtocol.Instance.SendAsync(request.Http, answer, request.Id);
    }

    /// <summary>What an action works on. It is the caller's turn.</summary>
    protected abstract TRequest Bind(AwsRequest request, JsonElement members);

    protected ReadOnlyMemory<byte> Run(JsonAction<TRequest> action, TRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            action(request, writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenCount > 2 || !HasEmptyBodies ? buffer.WrittenMemory : default;
    }

    private JsonAction<TRequest> Find(string action) => actions.GetValueOrDefault(action) ?? throw new AwsException(
        400, "UnknownOperationException", NotServed.Words($"the {name.ToUpperInvariant()} action '{action}'"));
}
