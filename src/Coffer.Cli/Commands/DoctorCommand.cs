using System.CommandLine;
using Coffer.Cli.Diagnosis;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer doctor</c>: looks at everything a secret needs on its way, and says what to do about what is wrong.</summary>
internal static class DoctorCommand
{
    public static Command Create(App app)
    {
        var place = new Argument<string?>("PLACE")
        {
            Description = "<environment> or <environment>/<service>; all environments, if none is given",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = Arguments.Json();
        var command = new Command("doctor", "Look at credentials, clock, key, rights, bucket and checkout; exit 1 if something is wrong")
        {
            place, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(app, parsed.GetValue(place), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string? place, bool asJson, CancellationToken cancellation)
    {
        var repository = app.Repository();
        var (wanted, service) = Wanted(repository, place);
        var found = new List<(string? Environment, IReadOnlyList<Symptom> Symptoms)>
        {
            (null, [.. MachineLooks.All(), .. await RepositoryLooks.OfAllAsync(app, repository)]),
        };
        foreach (var environment in wanted)
        {
            found.Add((environment.Name, await Deadline.RunAsync(
                async limit =>
                {
                    var aws = await new AwsLooks(app, repository, environment, service).AllAsync(limit);
                    var mayAsk = aws.Any(symptom => symptom is { About: "credentials", State: SymptomState.Ok });
                    return (IReadOnlyList<Symptom>)[
                        .. aws, .. await RepositoryLooks.OfAsync(app, repository, environment, service, mayAsk, limit)];
                },
                cancellation,
                Deadline.WholeEnvironmentSeconds)));
        }

        if (asJson)
        {
            PrintJson(found);
        }
        else
        {
            Print(found);
        }

        var errors = found.Sum(part => part.Symptoms.Count(symptom => symptom.State == SymptomState.Error));
        Terminal.Say(errors == 0
            ? $"nothing is wrong{(wanted.Count == 0 ? "; there is no environment to look at ('coffer init')" : "")}"
            : $"{errors} {(errors == 1 ? "thing is" : "things are")} wrong");
        return errors == 0 ? 0 : 1;
    }

    private static (IReadOnlyList<EnvironmentSettings> Environments, string? Service) Wanted(SecretRepository repository, string? place)
    {
        if (place is null)
        {
            return (repository.Environments, null);
        }

        var parts = place.TrimEnd('/').Split('/');
        return parts.Length > 2 || AddressGrammar.PathProblem(place.TrimEnd('/'), typed: true) is not null
            ? throw new CofferException(
                ErrorCode.Usage, "what is given is neither an environment nor a service", "name <environment> or <environment>/<service>")
            : ([repository.Environment(parts[0])], parts.ElementAtOrDefault(1));
    }

    private static string Word(SymptomState state) => state switch
    {
        SymptomState.Ok => "ok",
        SymptomState.Note => "note",
        _ => "error",
    };

    private static void Print(IEnumerable<(string? Environment, IReadOnlyList<Symptom> Symptoms)> found)
    {
        foreach (var (environment, symptoms) in found)
        {
            Terminal.Line(environment ?? "here");
            foreach (var symptom in symptoms)
            {
                Terminal.State(Word(symptom.State), $"{symptom.About,-15}{symptom.Says.ReplaceLineEndings("\n           ")}", 7, "  ");
                if (symptom.Mend is { } mend)
                {
                    Terminal.Line($"         {"",-13}  mend: {mend}");
                }
            }
        }
    }

    private static void PrintJson(IEnumerable<(string? Environment, IReadOnlyList<Symptom> Symptoms)> found) => JsonOutput.Print(json =>
        json.WriteList(
            "findings",
            found.SelectMany(part => part.Symptoms.Select(symptom => (part.Environment, Symptom: symptom))),
            one =>
            {
                json.WriteString("environment", one.Environment);
                json.WriteString("about", one.Symptom.About);
                json.WriteString("state", Word(one.Symptom.State));
                json.WriteString("message", one.Symptom.Says);
                json.WriteString("mend", one.Symptom.Mend);
            }));
}
