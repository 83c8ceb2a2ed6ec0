using System.CommandLine;
using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer set</c>: seals a value into the repository.</summary>
internal static class SetCommand
{
    private const string New = "sealed";

    public static Command Create(App app)
    {
        var address = Arguments.Address();
        var fromFile = new Option<string?>("--from-file") { Description = "Take the value from a file, byte for byte", HelpName = "FILE" };
        var generate = new Option<string?>("--generate")
        {
            Description = "Make a value that nobody sees: 'alnum:40' (default), 'hex:64', 'base64:32' (bytes), 'digits:6', 'ascii:32', or "
                + "a length",
            HelpName = "SPEC",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "set", "Seal a value: from a hidden prompt, stdin, a file, or a generator") { address, fromFile, generate };
        command.SetAction((parsed, cancellation) =>
        {
            var specification = parsed.GetResult(generate) is null
                ? null
                : parsed.GetValue(generate) ?? ValueGenerator.DefaultSpecification;
            return RunAsync(
                app, SecretAddress.Parse(parsed.GetRequiredValue(address)), parsed.GetValue(fromFile), specification, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        App app, SecretAddress address, string? fromFile, string? generate, CancellationToken cancellation)
    {
        if (fromFile is not null && generate is not null)
        {
            throw new CofferException(ErrorCode.Usage, "--from-file and --generate exclude each other");
        }

        // Everything that can be refused is refused before somebody types a secret, and before KMS is asked.
        var repository = app.RepositoryToChange();
        var environment = repository.Environment(address.Environment);
        NewPlace.Require(repository, address);
        _ = VariablesFile.Find(repository.Root, address.Environment);
        _ = environment.Policy.FormatFor(address, length: 1);
        var connection = app.Aws(environment);

        using var value = ValueInput.Read(app, $"value of {address}: ", fromFile, generate);
        if (value.Length == 0)
        {
            throw new CofferException(ErrorCode.Malformed, $"the value of '{address}' is empty", "'coffer rm' removes a secret");
        }

        _ = environment.Policy.FormatFor(address, value.Length);
        while (!await SealAsync(repository, connection.Keys, address, value, environment.Policy, cancellation))
        {
            // Somebody wrote or removed it meanwhile: what was found out of it is of no use.
        }

        return 0;
    }

    /// <summary>Seals and writes, or finds that it is there already.</summary>
    /// <returns>False where the file is not the one that was compared any more.</returns>
    private static async Task<bool> SealAsync(
        SecretRepository repository, IKeyService keys, SecretAddress address, SecretValue value, SealingPolicy policy,
        CancellationToken cancellation)
    {
        var old = Content(repository, address);
        var ciphertext = await Deadline.RunAsync(
            async limit =>
                old is not null && await IsSameAsync(keys, address, old, value, policy, limit)
                    ? null
                    : await keys.SealAsync(address, value, policy, limit),
            cancellation);
        using var writing = RepositoryLock.Take(repository.Root);
        NewPlace.Require(repository, address);
        var now = Content(repository, address);
        if (ciphertext is null && !old.AsSpan().SequenceEqual(now))
        {
            return false;
        }

        var variables = ListedSecrets.Put(
            repository,
            address,
            ciphertext,
            () => Report(repository, address, value, ciphertext is null ? "unchanged" : now is null ? New : "sealed again"));
        if (variables is not null)
        {
            Terminal.Say($"listed '{address.Key}' in {variables}");
        }

        return true;
    }

    private static byte[]? Content(SecretRepository repository, SecretAddress address) =>
        repository.KindOf(address) == FileKind.Missing ? null : repository.Read(address);

    private static async Task<bool> IsSameAsync(
        IKeyService keys, SecretAddress address, byte[] ciphertext, SecretValue value, SealingPolicy policy, CancellationToken cancellation)
    {
        try
        {
            using var old = await keys.OpenAsync(address, ciphertext, policy, cancellation);
            return old.FixedTimeEquals(value);
        }
        catch (CofferException exception) when (exception.Code is ErrorCode.Denied or ErrorCode.Malformed)
        {
            // Callers without decrypt rights cannot compare; what does not open is to be replaced.
            return false;
        }
    }

    private static void Report(SecretRepository repository, SecretAddress address, SecretValue value, string what)
    {
        Terminal.Say($"{what} '{address}' ({value.Length} {(value.Length == 1 ? "byte" : "bytes")})");
        if (GitState.RuleThatIgnores(repository, address) is { } rule)
        {
            Terminal.Say(
                $"Git ignores '{address}', so it will never be committed ({rule}): take that rule away, or 'git add --force {address}'");
        }

        if (TextValue.ByteOrderMark(value.Reveal()) is { } mark)
        {
            Terminal.Say($"the value of '{address}' begins with a byte order mark ({mark}), which is part of it: seal it again without, if "
                + "that is not meant");
        }

        if (TextValue.VariableProblem(value.Reveal()) is { } problem)
        {
            Terminal.Say($"'{address}' cannot be an environment variable: {problem}");
        }
        else if (what == New)
        {
            Terminal.Say($"'coffer exec' gives it to a program as the variable {VariableName.For(address.Name)}");
        }

        if (DangerousVariables.KindOf(VariableName.For(address.Name)) is { } kind)
        {
            Terminal.Say($"'coffer exec' will refuse '{address}' as the variable {VariableName.For(address.Name)} unless it is allowed "
                + $"there: {kind.Reason}");
        }
    }
}
