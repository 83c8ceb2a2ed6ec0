using System.CommandLine;

namespace Coffer.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class Arguments
{
    /// <summary>What an address is where several are taken.</summary>
    public const string Several = "<environment>/<service>/<name>; a folder with a slash at its end; or a pattern with '*'";

    public static Argument<string> Address(string description = "<environment>/<service>/<name>") =>
        new("ADDRESS") { Description = description };

    /// <summary>See <see cref="App.Environment"/>.</summary>
    public static Argument<string?> Environment() => new("ENVIRONMENT")
    {
        Description = "An environment of coffer.json; may be left out where there is one only",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<bool> AllowEmpty() =>
        new("--allow-empty") { Description = "Say that an environment or a service may have no secret (any more)" };

    public static Option<string?> Format(string description)
    {
        var format = new Option<string?>("--format") { Description = description, HelpName = "FORMAT" };
        format.CompletionSources.Add("dotenv", "json", "yaml");
        return format;
    }

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object" };
}
