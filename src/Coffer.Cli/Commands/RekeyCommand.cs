using System.CommandLine;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Moving;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer rekey</c>: files to their environment's configured keys and format.</summary>
internal static class RekeyCommand
{
    public static Command Create(App app)
    {
        var prefix = ReSealCommand.Prefix();
        var from = ReSealCommand.From();
        var dryRun = ReSealCommand.DryRun();
        var json = Arguments.Json();
        var command = new Command(
            "rekey", "Bring files to the configured key and format; by KMS ReEncrypt where it can") { prefix, from, dryRun, json };
        command.SetAction((parsed, cancellation) => ReSealCommand.RunAsync(
            app,
            parsed.GetRequiredValue(prefix),
            parsed.GetValue(dryRun),
            parsed.GetValue(json),
            (environment, repository) =>
            {
                var connection = app.Aws(environment);
                return new Rekeying(
                    connection.Kms,
                    app.Keys(environment, repository),
                    new PairFiles(repository),
                    environment.Policy,
                    ReSealCommand.Keys(parsed.GetValue(from))).SealAgainAsync;
            },
            "already right",
            "rekeyed",
            cancellation,
            withPrivateKeys: true));
        return command;
    }
}
