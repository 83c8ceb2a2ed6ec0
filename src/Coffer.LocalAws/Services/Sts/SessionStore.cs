using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Coffer.LocalAws.Signing;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>Temporary credentials that were handed out.</summary>
internal sealed record Session
{
    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public required string AccountId { get; init; }

    public required string Arn { get; init; }

    /// <summary>The role's id and the session's name.</summary>
    public required string UserId { get; init; }

    /// <summary>The session policy, as it was given.</summary>
    public string? Policy { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The keys of the tags that sessions made with this one have too.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];
}

/// <summary>How sessions are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Session))]
internal sealed partial class StsJson : JsonSerializerContext;

/// <summary>The access keys of this server: the fixed pair for development, and every session.</summary>
internal sealed class SessionStore : IAccessKeys
{
    private const string FixedPair = "test";

    // Long enough for a client to be told that its token has expired, and not that it never was.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Documents<Session> documents;
    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);
    private readonly AccessKey root;

    public SessionStore(Options options, TimeProvider clock, IStateStore state)
    {
        Root = Caller.Root(options.AccountId);
        root = new AccessKey(FixedPair, Root);
        documents = new Documents<Session>(state, "sts-sessions", StsJson.Default.Session);
        foreach (var (name, session) in documents.Load())
        {
            if (session.Expires + Remembered < clock.GetUtcNow())
            {
                documents.Delete(name);
            }
            else
            {
                sessions[session.AccessKeyId] = session;
            }
        }
    }

    /// <summary>The account's root, whose keys are <c>test</c> and <c>test</c>.</summary>
    public Caller Root { get; }

    public AccessKey? Find(string accessKeyId)
    {
        if (accessKeyId == FixedPair)
        {
            return root;
        }

        return sessions.TryGetValue(accessKeyId, out var session)
            ? new AccessKey(
                session.SecretAccessKey,
                new Caller(session.AccountId, session.Arn, session.UserId) { AccessKeyId = session.AccessKeyId },
                session.SessionToken,
                session.Expires)
            : null;
    }

    /// <summary>The session that a caller has; null for the account's root.</summary>
    public Session? Of(Caller caller) => caller.AccessKeyId is { } id ? sessions.GetValueOrDefault(id) : null;

    public void Add(Session session)
    {
        documents.Save($"{session.AccessKeyId}.json", session);
        sessions[session.AccessKeyId] = session;
    }
}
