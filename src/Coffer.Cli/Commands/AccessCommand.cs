using System.CommandLine;
using Coffer.Cli.Access;
using Coffer.Core.Model;
using Coffer.Iam.Access;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer access</c>: who can open, write, deploy or administer which secret, and why.</summary>
internal static class AccessCommand
{
    public static Command Create(App app)
    {
        var environment = new Argument<string>("ENVIRONMENT") { Description = "The environment" };
        var policies = new PolicyOptions();
        var html = new Option<string?>("--html") { Description = "Write the answer as one page to a file" };
        var assert = new Option<string?>("--assert") { Description = "A file of what should hold; exit 1 where it does not" };
        var prove = new Option<string?>("--prove")
        {
            Description = "A file of who alone can open what: proved for all requests, or refuted by one; exit 1 where it is not proved",
            HelpName = "FILE",
        };
        var json = Arguments.Json();
        var command = new Command("access", "Show who can open, write, deploy or administer which secret, and why; needs no AWS")
        {
            environment,
        };
        policies.AddTo(command);
        command.Add(html);
        command.Add(assert);
        command.Add(prove);
        command.Add(json);
        command.SetAction(parsed => Run(
            app,
            parsed.GetRequiredValue(environment),
            policies.Of(parsed),
            parsed.GetValue(html),
            parsed.GetValue(assert),
            parsed.GetValue(prove),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(App app, string name, AccessInputs inputs, string? html, string? assert, string? prove, bool asJson)
    {
        if (inputs.IsEmpty)
        {
            throw new CofferException(
                ErrorCode.Usage,
                "no policies are given",
                "give --terraform with what 'terraform show -json' prints, or --policy NAME=FILE");
        }

        var repository = app.Repository();
        var (place, subjects, notes) = inputs.Read(repository, repository.Environment(name));
        if (prove is not null)
        {
            Require(html is null && assert is null);
            notes.ToList().ForEach(Terminal.Say);
            return ProofOutput.Print(prove, OpeningSentence.Read(prove), place, subjects, asJson);
        }

        var cells = AccessMatrix.Of(place, subjects);
        var failures = assert is null ? null : Check(assert, cells);
        if (html is not null)
        {
            AtomicFile.Replace(Path.Combine(app.Folder, html), "--html", AccessPage.Of(place, cells, notes));
        }

        if (asJson)
        {
            AccessOutput.Json(place, cells, failures);
        }
        else if (assert is null && html is null)
        {
            AccessOutput.Table(cells);
        }

        foreach (var note in notes)
        {
            Terminal.Say(note);
        }

        foreach (var failure in failures ?? [])
        {
            Terminal.Say(AddressGrammar.Printable($"{assert}:{failure.Line}: {failure.Text}"));
        }

        return failures is { Count: > 0 } ? 1 : 0;
    }

    private static void Require(bool alone)
    {
        if (!alone)
        {
            throw new CofferException(ErrorCode.Usage, "'--prove' is asked by itself, without '--assert' and '--html'");
        }
    }

    private static IReadOnlyList<AccessFailure> Check(string path, IReadOnlyList<AccessCell> cells)
    {
        var (sentences, failures) = AccessAssertions.Check(InputFile.Lines(path), cells);
        return sentences > 0
            ? failures
            : throw new CofferException(
                ErrorCode.Malformed,
                $"'{AddressGrammar.Printable(path)}' asserts nothing",
                "write one sentence a line, for example 'only api can open api/*'");
    }
}
