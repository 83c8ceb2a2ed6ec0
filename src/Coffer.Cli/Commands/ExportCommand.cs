using System.CommandLine;
using Coffer.Cli.Exchange;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer export</c>: opens all secrets below a prefix and writes them to stdout as one dotenv, JSON or YAML file.</summary>
internal static class ExportCommand
{
    public static Command Create(App app)
    {
        var prefix = new Argument<string>("PREFIX")
        {
            Description = "<environment>[/<service>[/…]], or s3://<bucket>/<service>[/…]; '*' is any characters of a part",
        };
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

    /// <summary>Writes secrets that were found.</summary>
    public static async Task WriteAsync(SelectedSecrets secrets, ExchangeFormat format, CancellationToken cancellation)
    {
        OutputMode.Narrow();
        var values = await secrets.OpenAsync(cancellation);
        try
        {
            using var text = new SecretBuffer();
            ExportText.Write(text, format, [.. secrets.Names.Select(one => (one.Key, one.Value, values[one.Key]))]);
            Terminal.Bytes(text.Written);
        }
        finally
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }
        }
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

        await WriteAsync(await SelectedSecrets.FindAsync(app, prefix, isPlace: true, cancellation), format, cancellation);
        return 0;
    }
}
