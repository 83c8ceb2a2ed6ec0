using System.CommandLine;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer list</c>: the addresses below a prefix, in the repository or in S3.</summary>
internal static class ListCommand
{
    public static Command Create(App app)
    {
        var prefix = new Argument<string?>("PREFIX")
        {
            Description = "<environment>[/<service>[/…]], or s3://<bucket>[/<service>[/…]]; everything, if none is given",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = Arguments.Json();
        var command = new Command("list", "List secrets by their names") { prefix, json };
        command.SetAction((parsed, cancellation) => RunAsync(app, parsed.GetValue(prefix), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string? prefix, bool asJson, CancellationToken cancellation)
    {
        if (prefix is not null && RemoteAddress.Is(prefix))
        {
            var remote = RemoteAddress.Parse(prefix);
            var keys = await Deadline.RunAsync(limit => BucketListing.KeysAsync(app, remote, limit), cancellation);
            Print([.. keys.Select(key => $"s3://{remote.Bucket}/{key}")], asJson);
            return 0;
        }

        // The list is what the repository has: what this checkout lacks is named, too, and is an error.
        var sets = InRepository(app, prefix?.TrimEnd('/'));
        Print([.. sets.SelectMany(set => set.All).Select(address => address.ToString())], asJson);
        var incomplete = sets.Where(set => set.Missing.Count > 0).ToList();
        foreach (var set in incomplete)
        {
            Terminal.Error(SecretSet.NotHere(set.Missing, set.ListName!));
        }

        return incomplete.Count == 0 ? 0 : (int)ErrorCode.NotFound;
    }

    private static IReadOnlyList<SecretSet> InRepository(App app, string? prefix)
    {
        var repository = app.Repository();
        if (prefix is null)
        {
            return [.. repository.Environments.Select(environment => SecretSet.Of(repository, environment.Name))];
        }

        if (AddressGrammar.PathProblem(prefix, typed: true) is { } problem)
        {
            throw new CofferException(ErrorCode.Usage, $"what is given is no prefix of addresses: {problem}");
        }

        var parts = prefix.Split('/', 2);
        _ = repository.Environment(parts[0]);
        return [SecretSet.Of(repository, parts[0], parts.Length > 1 ? parts[1] : "")];
    }

    private static void Print(IReadOnlyList<string> addresses, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Print(json =>
                json.WriteList("secrets", addresses, address => json.WriteString("address", address)));
            return;
        }

        foreach (var address in addresses)
        {
            Terminal.Line(AddressGrammar.Printable(address));
        }
    }
}
