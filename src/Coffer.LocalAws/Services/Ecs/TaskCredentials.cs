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

    private readonly Dictionary<(string Role, string Task), Session> current = [];

    /// <summary>The credentials of a role of the server's account; null where it is not there, or does not trust ECS.</summary>
    /// <param name="name">The role's name.</param>
    /// <param name="task">The task that they are for, which is the session's name; empty for none.</param>
    public Session? Of(string name, string task)
    {
        if (parts.Iam.Of(parts.Options.AccountId, Partition.Of(parts.Options.Region)).Roles.Named(name) is not { } role || !Trusts(role))
        {
            return null;
        }

        var now = parts.Clock.GetUtcNow();
        lock (current)
        {
            if (current.TryGetValue((role.Id, task), out var session) && now < session.Issued + ((session.Expires - session.Issued) / 2))
            {
                return session;
            }

            // A task's id, as ECS calls the session.
            var sessionName = task.Length > 0 ? task : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            session = SessionMaker.New(now, parts.Options.TaskCredentialsSeconds) with
            {
                AccountId = role.AccountId,
                RoleArn = role.Arn,
                Arn = $"arn:{role.Partition}:sts::{role.AccountId}:assumed-role/{role.Name}/{sessionName}",
                UserId = $"{role.Id}:{sessionName}",
            };
            parts.Sessions.Add(session);
            parts.Iam.Uses[role.Id] = new RoleUse(now, parts.Options.Region);
            return current[(role.Id, task)] = session;
        }
    }

    private bool Trusts(Role role) => !parts.Options.EnforceIam || Enforcer.MayAssume(RequestPrincipal.Service(Service), role);
}
