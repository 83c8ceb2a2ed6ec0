using System.CommandLine;
using Coffer.Core.Addresses;
using Coffer.Core.Synchronization;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer status</c>: the repository beside the bucket.</summary>
internal static class StatusCommand
{
    public static Command Create(App app)
    {
        var environment = Arguments.Environment();
        var json = Arguments.Json();
        var command = new Command("status", "Compare an environment's files with its bucket; exit 1 if they differ") { environment, json };
        command.SetAction((parsed, cancellation) =>
            RunAsync(app, parsed.GetRequiredValue(environment), parsed.GetValue(json), cancellation));
        return command;
    }

    /// <summary>How a state is called.</summary>
    public static string Word(SecretState state) => state switch
    {
        SecretState.Same => "same",
        SecretState.Different => "different",
        SecretState.OnlyInRepository => "only in repository",
        _ => "only in bucket",
    };

    private static async Task<int> RunAsync(App app, string name, bool asJson, CancellationToken cancellation)
    {
        var repository = app.Repository();
        var environment = repository.Environment(name);
        var store = app.Aws(environment).Bucket(environment.Bucket);
        var secrets = await Deadline.RunAsync(
            limit => BucketComparison.CompareAsync(repository, name, store, limit),
            cancellation,
            Deadline.WholeEnvironmentSeconds).ConfigureAwait(false);
        if (asJson)
        {
            JsonOutput.Print(json =>
            {
                json.WriteString("environment", name);
                json.WriteString("bucket", environment.Bucket);
                json.WriteList("secrets", secrets, secret =>
                {
                    json.WriteString("address", $"{name}/{secret.Key}");
                    json.WriteString("state", Word(secret.State));
                });
            });
        }
        else
        {
            foreach (var secret in secrets)
            {
                Terminal.Line($"{Word(secret.State),-20}{name}/{AddressGrammar.Printable(secret.Key)}");
            }
        }

        var differing = secrets.Count(secret => secret.State != SecretState.Same);
        Terminal.Say(differing == 0
            ? $"'{name}' and s3://{environment.Bucket} hold the same {(secrets.Count == 1 ? "secret" : $"{secrets.Count} secrets")}"
            : $"'{name}' and s3://{environment.Bucket} differ in {differing} of {secrets.Count} secrets");
        return differing == 0 ? 0 : 1;
    }
}
