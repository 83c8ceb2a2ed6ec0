using System.CommandLine;
using Coffer.Cli.Generating;
using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer set</c>: seals a value into the repository.</summary>
internal static class SetCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address();
        var fromFile = new Option<string?>("--from-file") { Description = "Take the value from a file, byte for byte", HelpName = "FILE" };
        var generate = new Option<string?>("--generate")
        {
            Description = $"Make a value that nobody sees: {ValueGenerator.Kinds}",
            HelpName = "SPEC",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var empty = new Option<bool>("--empty") { Description = "Seal a value of no bytes: 'exec' sets VARIABLE= to nothing" };
        var command = new Command(
            "set", "Seal a value: from a hidden prompt, stdin, a file, or a generator") { address, fromFile, generate, empty };
        command.SetAction((parsed, cancellation) =>
        {
            var specification = parsed.GetResult(generate) is null
                ? null
                : parsed.GetValue(generate) ?? ValueGenerator.DefaultSpecification;
            return RunAsync(
                app,
                SecretAddress.Parse(parsed.GetRequiredValue(address)),
                parsed.GetValue(fromFile),
                specification,
                parsed.GetValue(empty),
                cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        App app, SecretAddress address, string? fromFile, string? generate, bool isEmpty, CancellationToken cancellation)
    {
        if ((fromFile is not null && generate is not null) || (isEmpty && (fromFile ?? generate) is not null))
        {
            throw new CofferException(ErrorCode.Usage, "--from-file, --generate and --empty exclude each other");
        }

        // Everything that can be refused is refused before somebody types a secret, and before KMS is asked.
        var repository = app.RepositoryToChange();
        GitState.RequireCheckedOut(repository, address.Environment);
        var environment = repository.Environment(address.Environment);
        NewPlace.Require(repository, address);
        _ = VariablesFile.Find(repository.Root, address.Environment);
        SealingWay.Require(app, repository, environment, address);
        NameAdvice.Say(repository, [address]);
        using var value = isEmpty
            ? SecretValue.CopyOf([])
            : ValueInput.Read(app, $"value of {address}: ", fromFile, generate);
        if (value.Length == 0 && !isEmpty)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"the value of '{address}' is empty", "'--empty' stores an empty value; 'coffer rm' removes a secret");
        }

        _ = environment.Policy.FormatFor(address, value.Length);
        var sealing = new ValueSealing(repository, app.Keys(environment, repository), environment.Policy);
        while (!await SealAsync(repository, sealing, address, value, cancellation))
        {
            // Somebody wrote or removed it meanwhile: what was found out of it is of no use.
        }

        return 0;
    }

    /// <summary>Seals and writes, or finds that it is there already.</summary>
    /// <returns>False where the file is not the one that was compared any more.</returns>
    private static async Task<bool> SealAsync(
        SecretRepository repository, ValueSealing sealing, SecretAddress address, SecretValue value, CancellationToken cancellation)
    {
        var made = await Deadline.RunAsync(limit => sealing.SealAsync(address, value, limit), cancellation);
        using var writing = RepositoryLock.Take(repository.Root);
        NewPlace.Require(repository, address);
        if (sealing.IsOutdated(made))
        {
            return false;
        }

        // What is told is what is there now, and not what was there when it was compared.
        var now = made.IsCurrent(repository) ? made : made with { Before = ValueSealing.FileAt(repository, address) };
        var variables = ListedSecrets.Put(repository, address, made.Ciphertext, () => Report(repository, now));
        if (variables is not null)
        {
            Terminal.Say($"listed '{address.Key}' in {variables}");
        }

        SecretAdvice.Say(repository, [now]);
        return true;
    }

    private static void Report(SecretRepository repository, SealedValue made)
    {
        var how = made.IsForPair ? $" for the key pair of '{made.Address.Environment}/{made.Address.Service}', without AWS" : "";
        Terminal.Say($"{made.Change} '{made.Address}' ({ByteCount.Of(made.Value)}){how}");
        if (made is { Before: null, IsSame: false } && TextValue.VariableProblem(made.Value.Reveal()) is null)
        {
            Terminal.Say($"'coffer exec' gives it to a program as the variable {VariableName.For(made.Address.Name)}");
        }
    }
}
