using System.CommandLine;
using Coffer.Cli.Exchange;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer export</c>: opens all secrets below a prefix and writes them to stdout as one dotenv, JSON or YAML file.</summary>
internal static class ExportCommand
{
    public static Command Create(App app)
    {
        var prefix = new Argument<string>("PREFIX") { Description = "<environment>[/<service>[/…]], or s3://<bucket>/<service>" };
        var format = Arguments.Format($"{ExchangeFormats.Names} (default: dotenv)");
        var show = new Option<bool>("--show") { Description = "Write plaintext to a terminal, too" };
        var command = new Command("export", "Open secrets and write them to stdout as one file of plaintext") { prefix, format, show };
        command.SetAction((parsed, cancellation) => RunAsync(
            app,
            parsed.GetRequiredValue(prefix),
            ExchangeFormats.Parse(parsed.GetValue(format) ?? "dotenv"),
            parsed.GetValue(show),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string prefix, ExchangeFormat format, bool show, CancellationToken cancellation)
    {
        if (Terminal.OutputIsTerminal && !show)
        {
            throw new CofferException(
                ErrorCode.Usage,
                "stdout is a terminal: all these values would stand on the screen",
                "say --show if that is meant; 'coffer exec' gives them to a program, and writes nothing");
        }

        OutputMode.Narrow();
        var (names, sources) = await FindAsync(app, prefix, cancellation);
        var values = await Deadline.RunAsync(
            limit => SecretLoader.LoadAsync(
                names.Keys,
                address => sources[address].Source,
                address => (sources[address].Keys, sources[address].Policy),
                limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        try
        {
            using var text = new SecretBuffer();
            ExportText.Write(text, format, [.. names.Select(one => (one.Key, one.Value, values[one.Key]))]);
            Terminal.Bytes(text.Written);
        }
        finally
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }
        }

        return 0;
    }

    /// <summary>The secrets with the names that they have in the file, and where each one is.</summary>
    private static async Task<(IReadOnlyDictionary<SecretAddress, string> Names, IReadOnlyDictionary<SecretAddress, SecretOrigin> Origins)>
        FindAsync(App app, string text, CancellationToken cancellation)
    {
        if (RemoteAddress.Is(text))
        {
            var origin = OriginArguments.Parse(app, text);
            var found = await Deadline.RunAsync(limit => origin.ListAsync("'coffer list' shows what is there", limit), cancellation);
            return (found.ToDictionary(address => address, address => address.Name), found.ToDictionary(address => address, _ => origin));
        }

        var prefix = SecretPrefix.Parse(text);
        var repository = app.Repository();
        _ = repository.Environment(prefix.Environment);
        var here = repository.ListWhole(prefix.Environment, prefix.Below);
        if (here.Count == 0)
        {
            throw NearAddresses.Nothing(repository, AddressPattern.Parse(text));
        }

        var origins = here.Select(address => address.Service).Distinct().ToDictionary(
            service => service, service => OriginArguments.InRepository(app, prefix.Environment, service));
        return (
            here.ToDictionary(address => address, prefix.NameOf),
            here.ToDictionary(address => address, address => origins[address.Service]));
    }
}
