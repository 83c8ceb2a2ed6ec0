using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Coffer.Cli.Execution;
using Coffer.Core.Addresses;
using Coffer.Core.Configuration;
using Coffer.Core.Errors;
using Coffer.Core.Loading;
using Coffer.Core.Sealing;
using Coffer.Core.Variables;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer exec</c>: the container's entrypoint. Loads all secrets, then becomes the command; or does not start it.</summary>
internal static class ExecCommand
{
    private static readonly char[] Comma = [','];

    public static Command Create(App app, IReadOnlyList<string>? command)
    {
        var sources = new Argument<string[]>("SOURCE")
        {
            Description = "<environment>/<service>, s3://<bucket>/<service>, or nothing: the COFFER_* variables say it",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var only = new Option<string[]>("--only") { Description = "Load these secrets and no others", HelpName = "NAME[,NAME…]" };
        var renamed = new Option<string[]>("--as") { Description = "Give a secret this variable", HelpName = "VARIABLE=NAME" };
        var allowed = new Option<string[]>("--allow") { Description = "Allow a variable that changes how programs run", HelpName = "VARIABLE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Let later sources take variables of earlier ones" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print which variable gets which secret; open none" };
        var timeout = new Option<int>("--timeout")
        {
            Description = "Give up after so many seconds, and start nothing",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => Deadline.DefaultSeconds,
            CustomParser = Seconds,
        };
        var created = new Command("exec", "Run a command with a service's secrets in its environment: coffer exec [SOURCE…] [options] -- COMMAND [ARG…]")
        {
            sources, only, renamed, allowed, overwrite, dryRun, timeout,
        };
        created.SetAction((parsed, cancellation) => RunAsync(
            app,
            new Request(
                parsed.GetRequiredValue(sources),
                [.. (parsed.GetValue(only) ?? []).SelectMany(names => names.Split(Comma, StringSplitOptions.RemoveEmptyEntries))],
                Renamed(parsed.GetValue(renamed) ?? []),
                (parsed.GetValue(allowed) ?? []).Select(VariableName.Require).ToHashSet(),
                parsed.GetValue(overwrite),
                parsed.GetValue(timeout)),
            parsed.GetValue(dryRun),
            command,
            cancellation));
        return created;
    }

    private static async Task<int> RunAsync(
        App app, Request request, bool dryRun, IReadOnlyList<string>? command, CancellationToken cancellation)
    {
        if (!dryRun && command is not { Count: > 0 })
        {
            throw new CofferException(
                ErrorCode.Usage, "there is no command to run", "put it after '--', for example: coffer exec staging/api -- ./server --port 80");
        }

        if (OperatingSystem.IsLinux())
        {
            ProcessImage.ForbidCoreDumps();
        }

        var origins = request.Sources.Length == 0
            ? [SecretOrigin.FromVariables(app)]
            : request.Sources.Select(source => SecretOrigin.Parse(app, source)).ToList();
        RefuseTwice(origins);
        var variables = await Deadline.RunAsync(
            async limit =>
            {
                var mapped = await MapAsync(origins, request, limit).ConfigureAwait(false);
                return dryRun ? Print(app, mapped) : await LoadAsync(origins, mapped, limit).ConfigureAwait(false);
            },
            cancellation,
            request.Timeout).ConfigureAwait(false);
        return dryRun ? 0 : await StartAsync(app, command!, variables, cancellation).ConfigureAwait(false);
    }

    private static void RefuseTwice(List<SecretOrigin> origins)
    {
        var twice = origins.GroupBy(origin => (origin.Source.Environment, origin.Source.Service)).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"the service '{twice.Key.Environment}/{twice.Key.Service}' is named twice: {string.Join(", ", twice.Select(origin => origin.Source.Description))}",
                "name one of them");
        }
    }

    private static async Task<IReadOnlyDictionary<string, SecretAddress>> MapAsync(
        List<SecretOrigin> origins, Request request, CancellationToken cancellation)
    {
        var addresses = new List<SecretAddress>();
        foreach (var origin in origins)
        {
            var found = request.Only.Length > 0
                ? request.Only.Select(name => SecretAddress.Parse($"{origin.Source.Environment}/{origin.Source.Service}/{name}")).ToList()
                : await origin.Source.ListAsync(cancellation).ToListAsync(cancellation).ConfigureAwait(false);
            addresses.AddRange(found.Count > 0
                ? found
                : throw new CofferException(
                    ErrorCode.NotFound, $"{origin.Source.Description} has no secrets", "an empty set is more likely a mistake than a wish: look at the names, or leave 'coffer exec' out"));
        }

        if (request.Renamed.Keys.FirstOrDefault(name => addresses.TrueForAll(address => address.Name != name)) is { } unknown)
        {
            throw new CofferException(ErrorCode.NotFound, $"--as names the secret '{AddressGrammar.Printable(unknown)}', which is not there");
        }

        return VariableMap.Create(addresses, request.Renamed, request.Allowed, request.Overwrite);
    }

    private static Dictionary<string, SecretValue> Print(App app, IReadOnlyDictionary<string, SecretAddress> mapped)
    {
        foreach (var (variable, address) in mapped)
        {
            Terminal.Line($"{variable}={address}");
        }

        return [];
    }

    private static async Task<Dictionary<string, SecretValue>> LoadAsync(
        List<SecretOrigin> origins, IReadOnlyDictionary<string, SecretAddress> mapped, CancellationToken cancellation)
    {
        var byService = new Dictionary<(string, string), SecretOrigin>();
        foreach (var origin in origins)
        {
            byService[(origin.Source.Environment, origin.Source.Service)] = origin;
        }

        SecretOrigin OriginOf(SecretAddress address) => byService[(address.Environment, address.Service)];
        var values = await SecretLoader.LoadAsync(
            mapped.Values,
            address => OriginOf(address).Source,
            address => (OriginOf(address).Keys, OriginOf(address).Policy),
            cancellation).ConfigureAwait(false);
        RequireText(mapped, values);
        return mapped.ToDictionary(pair => pair.Key, pair => values[pair.Value]);
    }

    private static void RequireText(
        IReadOnlyDictionary<string, SecretAddress> mapped, IReadOnlyDictionary<SecretAddress, SecretValue> values)
    {
        foreach (var (variable, address) in mapped)
        {
            if (TextValue.VariableProblem(values[address].Reveal()) is { } problem)
            {
                throw new CofferException(
                    ErrorCode.Malformed, $"'{address}' cannot be the variable {variable}: {problem}", "leave it out with '--only', and read it with 'coffer get'");
            }
        }
    }

    private static async Task<int> StartAsync(
        App app, IReadOnlyList<string> command, IReadOnlyDictionary<string, SecretValue> variables, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return await ChildProcess.RunAsync(command, variables, cancellation).ConfigureAwait(false);
        }

        var environment = EnvironmentBlock.Inherited();
        environment.RemovePrefix(RuntimeSettings.Prefix);
        foreach (var (name, value) in variables)
        {
            environment.Set(name, TextValue.WithoutFinalNewline(value.Reveal()));
            value.Dispose();
        }

        var (exitCode, failure) = ProcessImage.Become(RawArguments.Last(command), environment);
        Terminal.Error(failure);
        return exitCode;
    }

    private static int Seconds(ArgumentResult given)
    {
        if (!int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 3600)
        {
            given.AddError("--timeout takes 1 to 3600 seconds");
        }

        return seconds;
    }

    private static Dictionary<string, string> Renamed(string[] options)
    {
        var renamed = new Dictionary<string, string>();
        foreach (var option in options)
        {
            var parts = option.Split('=', 2);
            if (parts.Length != 2 || !renamed.TryAdd(parts[1], VariableName.Require(parts[0])))
            {
                throw new CofferException(
                    ErrorCode.Usage, $"'--as {AddressGrammar.Printable(option)}' is not understood", "write --as VARIABLE=NAME, once for a name, for example --as DB_PASSWORD=db-password");
            }
        }

        return renamed;
    }

    private sealed record Request(
        string[] Sources,
        string[] Only,
        IReadOnlyDictionary<string, string> Renamed,
        IReadOnlySet<string> Allowed,
        bool Overwrite,
        int Timeout);
}
