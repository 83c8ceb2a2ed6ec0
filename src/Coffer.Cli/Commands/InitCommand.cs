using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Coffer.Core.Addresses;
using Coffer.Core.Configuration;
using Coffer.Core.Errors;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer init</c>: writes coffer.json, and never over one.</summary>
internal static class InitCommand
{
    private static readonly string[] UsualEnvironments = ["staging", "production"];

    public static Command Create(App app)
    {
        var environments = new Argument<string[]>("ENVIRONMENT")
        {
            Description = "Names of environments (staging and production, if none is given)",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("init", "Write coffer.json here") { environments };
        command.SetAction(parsed => Run(app, parsed.GetRequiredValue(environments)));
        return command;
    }

    private static int Run(App app, string[] names)
    {
        names = names.Length == 0 ? UsualEnvironments : [.. names.Distinct()];
        foreach (var name in names)
        {
            if (AddressGrammar.SegmentProblem(name) is { } problem)
            {
                throw new CofferException(ErrorCode.Usage, $"'{AddressGrammar.Printable(name)}' cannot name an environment: {problem}");
            }
        }

        var path = Path.Combine(app.Folder, CofferConfiguration.FileName);
        using var writing = RepositoryLock.Take(app.Folder);
        if (SafeFile.KindOf(path) != FileKind.Missing)
        {
            throw new CofferException(
                ErrorCode.CannotWrite, $"'{CofferConfiguration.FileName}' is here already", "it is left as it is: add environments to it by hand");
        }

        AtomicFile.Replace(path, CofferConfiguration.FileName, Content(app, names));
        Terminal.Say($"wrote {CofferConfiguration.FileName}: look at the key, the bucket and the region of each environment");
        return 0;
    }

    private static ReadOnlySpan<byte> Content(App app, string[] names)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartObject("environments");
            foreach (var name in names)
            {
                var defaults = new EnvironmentSettings(name);
                json.WriteStartObject(name);
                json.WriteString("key", defaults.Keys[0]);
                json.WriteString("bucket", defaults.Bucket);
                if ((app.Variable("AWS_REGION") ?? app.Variable("AWS_DEFAULT_REGION")) is { Length: > 0 } region)
                {
                    json.WriteString("region", region);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }
}
