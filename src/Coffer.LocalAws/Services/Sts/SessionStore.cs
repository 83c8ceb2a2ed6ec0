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

    public string AccountId { get; init; } = string.Empty;

    public string Arn { get; init; } = string.Empty;

    /// <summary>The role's id and the session's name; a user's id for a session of the user.</summary>
    public string UserId { get; init; } = string.Empty;

    /// <summary>The role that it is a session of; null for one of a user.</summary>
    public string? RoleArn { get; init; }

    public DateTimeOffset Issued { get; init; }

    /// <summary>The session policy, as it was given.</summary>
    public string? Policy { get; init; }

    /// <summary>The managed policies that were given as session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The keys of the tags that sessions made with this one have too.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];
}

/// <summary>How sessions are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Session))]
internal sealed partial class StsJson : JsonSerializerContext;

/// <summary>All sessions.</summary>
internal sealed class SessionStore
{
    // Long enough for a client to be told that its token has expired, and not that it never was.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly Documents<Session> documents;
    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);

    public SessionStore(TimeProvider clock, IStateStore state)
    {
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

    /// <summary>The key of a session; null where there is none of that id.</summary>
    public AccessKey? Find(string accessKeyId) => sessions.TryGetValue(accessKeyId, out var session)
        ? new AccessKey(
            session.SecretAccessKey,
            new Caller(session.AccountId, session.Arn, session.UserId) { AccessKeyId = session.AccessKeyId },
            session.SessionToken,
            session.Expires)
        : null;

    /// <summary>The session that a caller has; null for those that need none.</summary>
    public Session? Of(Caller caller) => caller.AccessKeyId is { } id ? sessions.GetValueOrDefault(id) : null;

    public void Add(Session session)
    {
        documents.Save($"{session.AccessKeyId}.json", session);
        sessions[session.AccessKeyId] = session;
    }
}
