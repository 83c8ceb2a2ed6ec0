using Coffer.Cli.Access;
using Coffer.Core.Repository;
using Coffer.Iam.Access;
using Coffer.Iam.Evaluation;

namespace Coffer.Cli.Auditing;

/// <summary>What the policies say to an opening.</summary>
/// <param name="Answer"><see cref="AccessAnswer.No"/>: they do not foresee it.</param>
/// <param name="Why">The reason.</param>
internal sealed record Foreseen(AccessAnswer Answer, string Why);

/// <summary>Holds openings against the policies that <c>coffer access</c> reads.</summary>
/// <param name="repository">The repository, whose coffer.json says which key an environment has.</param>
/// <param name="inputs">The policies.</param>
internal sealed class ForeseenOpenings(SecretRepository repository, AccessInputs inputs)
{
    private readonly Dictionary<string, (AccessPlace Place, IReadOnlyList<AccessSubject> Subjects)> environments = [];
    private readonly List<string> notes = [];

    /// <summary>What <c>coffer access</c> would say beside its answer.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>What the policies say; null to a call that was refused, which opened nothing.</summary>
    public Foreseen? Of(Opening opening)
    {
        if (opening.Error is not null)
        {
            return null;
        }

        if (!repository.Environments.Any(known => known.Name == opening.Environment))
        {
            return new Foreseen(AccessAnswer.No, "coffer.json has no such environment");
        }

        var (place, subjects) = In(opening.Environment);
        if (opening.Key is { } key && key != place.Key.ToString())
        {
            return new Foreseen(AccessAnswer.No, $"it was under {key}, which is not the environment's key");
        }

        if (SubjectOf(opening.By, subjects, place) is not { } subject)
        {
            return new Foreseen(AccessAnswer.No, "no policy that is given is about them");
        }

        // Of ReEncrypt, what opens is ReEncryptFrom.
        var action = $"kms:{opening.Action}";
        var way = AccessQuestion.Ways(AccessVerb.Open).First(way => way.Action.StartsWith(action, StringComparison.Ordinal));
        var asBound = place with { Bound = opening.Secret is not null };
        var decision = AccessMatrix.Decide(asBound, subject, opening.Secret ?? "", way);
        return new Foreseen(AccessMatrix.Answer(decision), decision.Reason);
    }

    private (AccessPlace Place, IReadOnlyList<AccessSubject> Subjects) In(string environment)
    {
        if (!environments.TryGetValue(environment, out var known))
        {
            var (place, subjects, told) = inputs.Read(repository, repository.Environment(environment));
            known = environments[environment] = (place, subjects);
            notes.AddRange(told.Except(notes));
        }

        return known;
    }

    // One session, before its role, before the account that a role of another one belongs to.
    private static AccessSubject? SubjectOf(TrailCaller by, IReadOnlyList<AccessSubject> subjects, AccessPlace place) =>
        subjects.FirstOrDefault(subject => subject.Principal.Arn == by.Arn)
        ?? subjects.FirstOrDefault(subject => (subject.Principal.Origin ?? subject.Principal.Arn) == by.Origin)
        ?? (by.Account.Length == 0 || by.Account == place.Key.Account
            ? null
            : subjects.FirstOrDefault(subject => subject.Principal is { Kind: PrincipalKind.Root } root && root.Account == by.Account));
}
