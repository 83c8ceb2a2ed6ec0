using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Events;
using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Running;

namespace Coffer.LocalAws;

/// <summary>The options on the command line.</summary>
internal static partial class ServerCommand
{
    private static readonly Options Defaults = new();

    public static RootCommand Create(Func<Options, Task<int>> run)
    {
        var data = new Option<string?>("--data") { Description = "Keep the state in this folder; in memory without it", HelpName = "DIR" };
        var port = new Option<int>("--port")
        {
            Description = "The port on 127.0.0.1; 0 picks one",
            HelpName = "N",
            DefaultValueFactory = _ => Defaults.Port,
            CustomParser = ReadPort,
        };
        var account = new Option<string>("--account")
        {
            Description = "The account that owns everything",
            HelpName = "ID",
            DefaultValueFactory = _ => Defaults.AccountId,
        };
        var region = new Option<string>("--region")
        {
            Description = "The region of requests that name none",
            HelpName = "NAME",
            DefaultValueFactory = _ => Defaults.Region,
        };
        var any = new Option<bool>("--any-credentials") { Description = "Do not check signatures" };
        var enforce = new Option<bool>("--enforce-iam") { Description = "Let policies decide what callers may do, as AWS does" };
        var tokenKeys = new Option<string[]>("--token-key")
        {
            Description = "Take only tokens of OpenID Connect providers that are signed with a key of this PEM file",
            HelpName = "FILE",
        };
        var events = new Option<string?>("--events")
        {
            Description = "Add a line to this file for each request, in the shape of a record of CloudTrail",
            HelpName = "FILE",
        };
        var taskSeconds = new Option<int>("--task-credentials")
        {
            Description = "How long the credentials of a task last, in seconds",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => Defaults.TaskCredentialsSeconds,
        };
        var keys = new Option<string[]>("--key") { Description = "Have a KMS key with this alias from the start", HelpName = "ALIAS" };
        var buckets = new Option<string[]>("--bucket") { Description = "Have this bucket from the start", HelpName = "NAME" };
        var log = new Option<bool>("--log") { Description = "Write each request to stderr: its service, action and status" };
        var tls = new Option<string?>("--tls")
        {
            Description = "Serve https, and write the CA's certificate to this file",
            HelpName = "CA_FILE",
        };
        var hosts = new Option<string[]>("--allow-host")
        {
            Description = "Answer requests to this host too, and to names below it; without it, only those to this machine",
            HelpName = "NAME",
        };
        var faults = new FaultOptions();
        Require(
            taskSeconds,
            v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 43200,
            "--task-credentials wants seconds, from 1 to 43200");
        Require(events, v => v.Length > 0, "--events wants a file");
        Require(tls, v => v.Length > 0, "--tls wants a file for the CA's certificate");
        Require(data, v => v.Length > 0, "--data wants a folder");
        Require(account, v => AccountPattern().IsMatch(v), "--account wants 12 digits");
        Require(region, v => RegionPattern().IsMatch(v), "--region wants a name such as eu-west-1");
        Require(hosts, ServedHosts.IsName, "--allow-host wants a name such as coffer-local, without a port");
        var root = new RootCommand("KMS, S3, STS, IAM, ECS and log groups on 127.0.0.1, for development and tests")
        {
            data, port, account, region, any, enforce, tokenKeys, events, taskSeconds, keys, buckets, log, tls, hosts,
        };
        root.Directives.Clear();
        root.Subcommands.Add(RunTaskCommand.Create());
        root.Subcommands.Add(EventsCommand.Create());
        faults.AddTo(root);
        root.SetAction((result, _) => run(new Options
        {
            Data = result.GetValue(data),
            Port = result.GetValue(port),
            AccountId = result.GetValue(account)!,
            Region = result.GetValue(region)!,
            AnyCredentials = result.GetValue(any),
            EnforceIam = result.GetValue(enforce),
            TokenKeys = result.GetValue(tokenKeys) ?? [],
            Events = result.GetValue(events),
            TaskCredentialsSeconds = result.GetValue(taskSeconds),
            Keys = result.GetValue(keys) ?? [],
            Buckets = result.GetValue(buckets) ?? [],
            Log = result.GetValue(log),
            Tls = result.GetValue(tls),
            Hosts = result.GetValue(hosts) ?? [],
            Faults = faults.Read(result),
        }));
        return root;
    }

    /// <summary>
    /// What is wrong with a command line. The library quotes words that it cannot read; such a word may be a secret, and is not repeated.
    /// </summary>
    public static IEnumerable<string> Problems(ParseResult parsed) => parsed.Errors.Select(error => error.Message)
        .Concat(parsed.Tokens.Where(token => token.Type == TokenType.Directive).Select(token => token.Value))
        .Select(message => !IsOurs(message) && parsed.Tokens.Any(token => token.Type is not (TokenType.Option or TokenType.Command)
            && message.Contains(token.Value, StringComparison.Ordinal))
            ? "a word is not understood, and not shown, as it may be a secret; 'coffer-local --help' has the options"
            : message)
        .Distinct();

    /// <summary>Our own messages begin with the option that they are about, and quote nothing.</summary>
    private static bool IsOurs(string message) =>
        message.StartsWith("--", StringComparison.Ordinal) && message.Contains(" wants ", StringComparison.Ordinal);

    private static void Require<T>(Option<T> option, Func<string, bool> isGood, string message) => option.Validators.Add(result =>
    {
        if (!result.Tokens.All(t => isGood(t.Value)))
        {
            result.AddError(message);
        }
    });

    private static int ReadPort(ArgumentResult result)
    {
        if (ushort.TryParse(result.Tokens[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return port;
        }

        result.AddError("--port wants a number from 0 to 65535");
        return 0;
    }

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AccountPattern();

    [GeneratedRegex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$")]
    private static partial Regex RegionPattern();
}
