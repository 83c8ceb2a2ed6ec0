using System.CommandLine;
using System.Globalization;
using Coffer.Cli.Findings;
using Coffer.Cli.Git;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Verification;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer verify</c>: everything that can be checked without AWS and without a key.</summary>
internal static class VerifyCommand
{
    public static Command Create(App app)
    {
        var environments = new Argument<string[]>("ENVIRONMENT")
        {
            Description = "The environments to check; all, if none is given",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = Arguments.Json();
        var format = new Option<string>("--format")
        {
            Description = $"'{string.Join("', '", FindingOutput.Formats[..^1])}' or '{FindingOutput.Formats[^1]}'",
            DefaultValueFactory = _ => FindingOutput.Formats[0],
        };
        format.AcceptOnlyFromAmong(FindingOutput.Formats);
        var strict = new Option<bool>("--strict") { Description = "Let warnings fail too" };
        var allowEmpty = Arguments.AllowEmpty();
        var staged = new Option<bool>("--staged")
        {
            Description = "Check what the next commit would hold, of every coffer.json in this Git repository; for a pre-commit hook",
        };
        var maxAge = new Option<int?>("--max-age")
        {
            Description = "Report ciphertexts that nobody has changed for so long, by Git's history",
            HelpName = "DAYS",
        };
        maxAge.Validators.Add(given =>
        {
            if (given.Tokens is not [{ Value: var days }]
                || !int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var age)
                || age < 1)
            {
                given.AddError("--max-age takes a number of days, 1 or more");
            }
        });
        var history = new Option<bool>("--history") { Description = "Look for plaintext in Git's history, too" };
        var baseline = new Option<string?>("--baseline") { Description = "Pass over the findings in this file", HelpName = "FILE" };
        var write = new Option<string?>("--write-baseline") { Description = "Write all findings to this file", HelpName = "FILE" };
        var command = new Command("verify", "Check names, files, keys and lists; needs no AWS and no key; exit 1 with findings")
        {
            environments, json, format, strict, allowEmpty, staged, maxAge, history, baseline, write,
        };
        command.SetAction(parsed => Run(
            app,
            parsed.GetRequiredValue(environments),
            parsed.GetValue(json) ? "json" : parsed.GetRequiredValue(format),
            parsed.GetValue(strict),
            parsed.GetValue(allowEmpty),
            parsed.GetValue(staged),
            new HistoryQuestions(
                parsed.GetValue(maxAge) is { } days ? TimeSpan.FromDays(days) : null,
                TimeProvider.System.GetUtcNow(),
                parsed.GetValue(history)),
            (parsed.GetValue(baseline), parsed.GetValue(write))));
        return command;
    }

    private static int Run(
        App app, string[] names, string format, bool strict, bool allowEmpty, bool isStaged, HistoryQuestions questions,
        (string? Read, string? Write) baseline)
    {
        if (isStaged && (questions.MaxAge is not null || questions.FindsPlaintext))
        {
            throw new CofferException(
                ErrorCode.Usage, "--staged goes neither with --max-age nor with --history", "a commit to come has no history yet");
        }

        using var progress = new Progress("files read:", null);
        var (findings, secrets, where) = isStaged
            ? Staged(app, names, allowEmpty, progress.Step)
            : Here(app.Repository(), names, allowEmpty, questions, progress.Step);
        if (baseline.Write is { } written)
        {
            Baseline.Write(app, written, findings);
            Terminal.Say($"wrote {Summary(findings)} to '{AddressGrammar.Printable(written)}'; '--baseline' passes over them");
            return 0;
        }

        if (baseline.Read is { } read)
        {
            (findings, var known, var gone) = Baseline.Apply(app, read, findings);
            Terminal.Say($"{known} known from '{AddressGrammar.Printable(read)}'"
                + (gone > 0 ? $"; {gone} in it {(gone == 1 ? "is" : "are")} mended: '--write-baseline' takes out what is" : ""));
        }

        FindingOutput.Print(format, findings, secrets, Fails);
        Terminal.Say($"checked {secrets} {(secrets == 1 ? "secret" : "secrets")} of {string.Join(", ", where)}: {Summary(findings)}");
        return findings.Any(Fails) ? 1 : 0;

        bool Fails(Finding finding) => finding.Severity == Severity.Error || (strict && finding.Severity == Severity.Warning);
    }

    private static (IReadOnlyList<Finding> Findings, int Secrets, IEnumerable<string> Where) Here(
        SecretRepository repository, string[] names, bool allowEmpty, HistoryQuestions questions, Action read)
    {
        var wanted = names.Length == 0
            ? repository.Environments
            : [.. names.Distinct().Select(repository.Environment)];
        if (wanted.Count == 0)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                "there is no environment to check: no coffer.json here or above, and no folder with a .tfvars file of its name",
                "name the environments, or write coffer.json with 'coffer init'");
        }

        var git = GitWorkTrees.Open(repository, out var reason);
        if (git is null)
        {
            Terminal.Say($"what Git makes of the files is not checked: {reason}");
            RequireNoQuestion(questions, reason);
        }

        var (findings, secrets) = Verifier.Verify(repository, wanted, git, allowEmpty, questions: questions, read: read);
        TellOfLists(repository, wanted);
        return (findings, secrets, wanted.Select(environment => environment.Name));
    }

    private static (IReadOnlyList<Finding> Findings, int Secrets, IEnumerable<string> Where) Staged(
        App app, string[] names, bool allowEmpty, Action read)
    {
        using var staged = StagedFolders.Open(app.Folder);
        if (staged.Folders.Count == 0)
        {
            Terminal.Say("no coffer.json is staged, nor above what is staged: there are no secrets to check");
        }

        var findings = new List<Finding>();
        var (secrets, where) = (0, new List<string>());
        foreach (var (place, repository, git) in staged.Folders)
        {
            List<EnvironmentSettings> wanted = [.. repository.Environments.Where(known => names.Length == 0 || names.Contains(known.Name))];
            var (found, count) = Verifier.Verify(repository, wanted, git, allowEmpty, staged: true, read: read);
            findings.AddRange(found.Select(finding => finding with { Path = place + finding.Path }));
            secrets += count;
            where.AddRange(wanted.Select(environment => place + environment.Name));
        }

        return (findings, secrets, where.DefaultIfEmpty("nothing"));
    }

    // Who asks for the history must not hear 'nothing found' where there is none.
    private static void RequireNoQuestion(HistoryQuestions questions, string reason)
    {
        if (questions.MaxAge is not null || questions.FindsPlaintext)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"Git's history cannot be asked: {reason}",
                "run it in a whole clone: 'git clone' without '--depth'");
        }
    }

    /// <summary>How to get a list, where there is none.</summary>
    private static void TellOfLists(SecretRepository repository, IReadOnlyList<EnvironmentSettings> wanted)
    {
        var without = wanted.Select(environment => environment.Name).Where(name => !VariablesFile.MayList(repository.Root, name)).ToList();
        if (without.Count > 0)
        {
            Terminal.Say($"no list says which secrets {string.Join(", ", without)} should have, so one that this checkout lacks is not "
                + "noticed ('coffer init' writes the lists)");
        }
    }

    private static string Summary(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return "nothing found";
        }

        var counts = findings.CountBy(finding => finding.Severity).OrderBy(count => count.Key)
            .Select(count =>
                $"{count.Value} {FindingOutput.Word(count.Key)}{(count.Value == 1 || count.Key == Severity.Information ? "" : "s")}");
        return string.Join(", ", counts);
    }
}
