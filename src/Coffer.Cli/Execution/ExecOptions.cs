using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>What <c>exec</c> is asked to do.</summary>
/// <param name="Sources">The services, as they were typed.</param>
/// <param name="Selection">Which of their secrets, and as what.</param>
/// <param name="Folder">Where <c>--dir</c> puts them; null without it.</param>
/// <param name="Access">Whose those files are, and who may read them.</param>
/// <param name="Inheritance">Which of the caller's variables the command gets.</param>
/// <param name="DryRun">Whether the plan is only printed.</param>
/// <param name="AsJson">Whether it is printed as one JSON object.</param>
/// <param name="Timeout">The deadline in seconds.</param>
internal sealed record ExecRequest(
    string[] Sources, Selection Selection, string? Folder, FolderAccess Access, Inheritance Inheritance, bool DryRun, bool AsJson,
    int Timeout);

/// <summary>The options of <c>exec</c>, and what they mean together.</summary>
internal sealed class ExecOptions
{
    private static readonly char[] Comma = [','];

    private readonly Argument<string[]> sources = new("SOURCE")
    {
        Description = "staging/api, s3://bucket/api; else COFFER_* says it",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> only = new("--only")
    {
        Description = "Load these, 'db-*', tls/ and no others",
        HelpName = "NAME[,NAME…]",
    };
    private readonly Option<string[]> required = new("--require")
    {
        Description = "Start nothing without these secrets",
        HelpName = "NAME[,NAME…]",
    };
    private readonly Option<string[]> renamed = new("--as") { Description = "Give a secret this variable", HelpName = "VARIABLE=NAME" };
    private readonly Option<string[]> files = new("--file")
    {
        Description = "Give a secret as a file in memory; variable: its path",
        HelpName = "NAME[=VARIABLE]",
    };
    private readonly Option<string?> folder = new("--dir")
    {
        Description = "Give all as files of a new folder on tmpfs",
        HelpName = "PATH",
    };
    private readonly Option<string?> owner = new("--owner")
    {
        Description = "With --dir: whose the files are",
        HelpName = "USER[:GROUP]",
    };
    private readonly Option<string?> mode = new("--mode") { Description = "With --dir: the files' mode; 0400", HelpName = "MODE" };
    private readonly Option<string[]> encoded = new("--base64")
    {
        Description = "Give a secret's variable its bytes in base64",
        HelpName = "NAME[,NAME…]",
    };
    private readonly Option<string[]> allowed = new("--allow")
    {
        Description = "Allow a variable that changes how programs run",
        HelpName = "VARIABLE",
    };
    private readonly Option<bool> overwrite = new("--overwrite")
    {
        Description = "Let later sources take variables of earlier ones",
    };
    private readonly Option<bool> pristine = new("--pristine")
    {
        Description = "Pass on only PATH, HOME and a few more variables",
    };
    private readonly Option<string[]> kept = new("--keep")
    {
        Description = "Let the task's variables win, with --pristine, too",
        HelpName = "NAME[,NAME…]",
    };
    private readonly Option<bool> keptAll = new("--keep-existing") { Description = "Let every variable that the task sets win" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Print which variable gets which secret; open none" };
    private readonly Option<bool> json = Commands.Arguments.Json();
    private readonly Option<int> timeout = new("--timeout")
    {
        Description = "Give up after so many seconds, and start nothing",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => Deadline.DefaultSeconds,
        CustomParser = Seconds,
    };

    /// <summary>Makes a command with these options.</summary>
    public Command AddTo(Command command)
    {
        command.Add(sources);
        foreach (var option in (Option[])
        [
            only, required, renamed, files, encoded, folder, owner, mode, allowed, overwrite, pristine, kept, keptAll, dryRun, json,
            timeout,
        ])
        {
            command.Add(option);
        }

        return command;
    }

    /// <summary>What was typed.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where it contradicts itself.</exception>
    public ExecRequest Read(ParseResult parsed)
    {
        var variables = Renamed(parsed.GetValue(renamed) ?? []);
        var inMemory = Files(parsed.GetValue(files) ?? [], variables);
        var path = parsed.GetValue(folder);
        if (path is not null && inMemory.Count > 0)
        {
            throw new CofferException(
                ErrorCode.Usage,
                "'--dir' makes files of all secrets: '--file' does not go with it",
                "name one of them; with --dir, --as VARIABLE=NAME gives one as a variable too");
        }

        if (!OperatingSystem.IsLinux() && (path is not null || inMemory.Count > 0))
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"'{(path is null ? "--file" : "--dir")}' needs Linux: no other system has files that are surely in memory",
                "pass the secret as a variable");
        }

        if (parsed.GetValue(json) && !parsed.GetValue(dryRun))
        {
            throw new CofferException(ErrorCode.Usage, "'--json' is for '--dry-run'", "say --dry-run, too: stdout is the command's own");
        }

        var inBase64 = Listed(parsed.GetValue(encoded)).ToHashSet();
        if (inBase64.Overlaps(inMemory))
        {
            throw new CofferException(ErrorCode.Usage, "'--base64' and '--file' name the same secret", "leave one of them out");
        }

        if (path is null && (parsed.GetValue(owner) ?? parsed.GetValue(mode)) is not null)
        {
            throw new CofferException(ErrorCode.Usage, "'--owner' and '--mode' are for files of '--dir'", "say --dir PATH, too");
        }

        var (chosen, needed) = (new ChosenNames(Listed(parsed.GetValue(only))), Listed(parsed.GetValue(required)));
        RequireTogether(chosen, needed);
        return new ExecRequest(
            parsed.GetRequiredValue(sources),
            new Selection(
                chosen,
                RequiredNames.None.With(needed),
                variables,
                (parsed.GetValue(allowed) ?? []).Select(name => VariableName.Require("--allow", name)).ToHashSet(),
                parsed.GetValue(overwrite),
                inMemory,
                inBase64,
                path is not null),
            path,
            FolderAccess.Parse(parsed.GetValue(owner), parsed.GetValue(mode)),
            Inheritance.From(parsed.GetValue(pristine), Listed(parsed.GetValue(kept)), parsed.GetValue(keptAll)),
            parsed.GetValue(dryRun),
            parsed.GetValue(json),
            parsed.GetValue(timeout));
    }

    private static void RequireTogether(ChosenNames only, string[] required)
    {
        if (required.Any(name => AddressGrammar.PathProblem(name, typed: true) is not null))
        {
            throw new CofferException(
                ErrorCode.Usage, "'--require' has what is not the name of a secret", "for example --require db-password,tls/server.key");
        }

        // What '--only' names is required by itself.
        if (!required.All(only.Has))
        {
            throw new CofferException(
                ErrorCode.Usage, "'--require' names a secret that '--only' leaves out", "name it in both, or leave one option out");
        }
    }

    private static string[] Listed(string[]? values) =>
        [.. (values ?? []).SelectMany(names => names.Split(Comma, StringSplitOptions.RemoveEmptyEntries))];

    private static int Seconds(ArgumentResult given)
    {
        if (!int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > 3600)
        {
            given.AddError("--timeout takes 1 to 3600 seconds");
        }

        return seconds;
    }

    private static Dictionary<string, string> Renamed(string[] options)
    {
        var variables = new Dictionary<string, string>();
        foreach (var option in options)
        {
            var parts = option.Split('=', 2);
            if (parts.Length != 2 || !variables.TryAdd(parts[1], VariableName.Require("--as", parts[0])))
            {
                throw new CofferException(
                    ErrorCode.Usage,
                    "what follows '--as' is not understood",
                    "write --as VARIABLE=NAME, once for a name, for example --as DB_PASSWORD=db-password");
            }
        }

        return variables;
    }

    private static HashSet<string> Files(string[] options, Dictionary<string, string> variables)
    {
        var names = new HashSet<string>();
        foreach (var option in options)
        {
            var parts = option.Split('=', 2);
            if (parts[0].Length == 0 || !names.Add(parts[0])
                || (parts.Length == 2 && !variables.TryAdd(parts[0], VariableName.Require("--file", parts[1]))))
            {
                throw new CofferException(
                    ErrorCode.Usage,
                    "what follows '--file' is not understood",
                    "write --file NAME or --file NAME=VARIABLE, once for a name, for example --file tls/server.key=TLS_KEY_FILE");
            }
        }

        return names;
    }
}
