using System.CommandLine;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Moving;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer adopt</c>: binds files that were made with the plain AWS CLI; their plaintext never leaves KMS.</summary>
internal static class AdoptCommand
{
    public static Command Create(App app)
    {
        var prefix = ReSealCommand.Prefix();
        var dryRun = ReSealCommand.DryRun();
        var json = Arguments.Json();
        var command = new Command(
            "adopt", "Bind files that were made with plain 'aws kms encrypt' to their addresses, by KMS ReEncrypt")
        {
            prefix, dryRun, json,
        };
        command.SetAction((parsed, cancellation) => ReSealCommand.RunAsync(
            app,
            parsed.GetRequiredValue(prefix),
            parsed.GetValue(dryRun),
            parsed.GetValue(json),
            (environment, repository) =>
            {
                if (environment.Binding == Binding.None)
                {
                    throw new CofferException(
                        ErrorCode.Configuration,
                        $"environment '{environment.Name}' has the binding 'none': what is bound would not open there",
                        "remove \"binding\" from it in coffer.json first");
                }

                var connection = app.Aws(environment);
                return new Adoption(connection.Kms, app.Keys(environment, repository), environment.Policy).SealAgainAsync;
            },
            "already bound",
            "bound",
            cancellation));
        return command;
    }
}
