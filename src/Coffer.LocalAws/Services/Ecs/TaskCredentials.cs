using System.Collections.Concurrent;
using System.Security.Cryptography;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Sts;

namespace Coffer.LocalAws.Services.Ecs;

/// <summary>
/// The credentials that ECS gives a task for its role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html.
/// As there, one session serves until its life is half over; then there is the next.
/// </summary>
internal sealed class TaskCredentials(ServiceParts parts)
{
    private const string Service = "ecs-tasks.amazonaws.com";

    private readonly ConcurrentDictionary<string, Session> current = new(StringComparer.Ordinal);

    /// <summary>The credentials of a role of the server's account; null where it is not there, or does not trust ECS.</summary>
    public Session? Of(string name)
    {
        if (parts.Iam.Of(parts.Options.AccountId).Roles.Named(name) is not { } role || !Trusts(role))
        {
            return null;
        }

        var now = parts.Clock.GetUtcNow();
        lock (current)
        {
            if (current.TryGetValue(role.Id, out var session) && now < session.Issued + ((session.Expires - session.Issued) / 2))
            {
                return session;
            }

            // A task's id, as ECS calls the session.
            var task = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            session = SessionMaker.New(now, parts.Options.TaskCredentialsSeconds) with
            {
                AccountId = role.AccountId,
                RoleArn = role.Arn,
                Arn = $"arn:aws:sts::{role.AccountId}:assumed-role/{role.Name}/{task}",
                UserId = $"{role.Id}:{task}",
            };
            parts.Sessions.Add(session);
            parts.Iam.Uses[role.Id] = new RoleUse(now, parts.Options.Region);
            return current[role.Id] = session;
        }
    }

    private bool Trusts(Role role) => !parts.Options.EnforceIam || Enforcer.MayAssume(RequestPrincipal.Service(Service), role);
}
