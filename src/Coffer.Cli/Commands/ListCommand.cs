using System.CommandLine;
using Coffer.Cli.Git;
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
            Description = "<environment>[/<service>[/…]], or s3://<bucket>[/<service>[/…]]; everything, if none is given; '*' is any "
                + "characters of a part",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var tree = new Option<bool>("--tree") { Description = "Print a tree, as on a terminal" };
        var json = Arguments.Json();
        var command = new Command("list", "List secrets by their names: a tree on a terminal, else a line for each") { prefix, tree, json };
        command.SetAction((parsed, cancellation) => RunAsync(
            app,
            parsed.GetValue(prefix),
            names => Print(names, parsed.GetValue(json), parsed.GetValue(tree) || Terminal.OutputIsTerminal),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        App app, string? prefix, Action<IReadOnlyList<string>> print, CancellationToken cancellation)
    {
        if (prefix is not null && RemoteAddress.Is(prefix))
        {
            var remote = RemoteAddress.Parse(prefix, mayBePattern: true);
            var keys = await Deadline.RunAsync(limit => BucketListing.KeysAsync(app, remote, limit), cancellation);
            print([.. keys.Select(key => $"s3://{remote.Bucket}/{key}")]);
            return keys.Count > 0 || !AddressPattern.IsGlob(remote.Path)
                ? 0
                : throw new CofferException(
                    ErrorCode.NotFound, $"no secret fits '{remote}'", $"'coffer list s3://{remote.Bucket}' shows what is there");
        }

        // The list is what the repository has: what this checkout lacks is named, too, and is an error.
        var repository = app.Repository();
        var pattern = prefix is null ? null : AddressPattern.Parse(prefix);
        var sets = pattern is null
            ? [.. repository.Environments.Select(environment => SecretSet.Of(repository, environment.Name))]
            : SecretSet.Of(repository, pattern, pattern.IsPlaceOf);
        GitState.RequireCheckedOut(
            repository,
            pattern is null ? repository.Environments.Select(environment => environment.Name) : repository.EnvironmentsOf(pattern));
        print([.. sets.SelectMany(set => set.All).Select(address => address.ToString())]);

        // A whole environment may be empty; anything else that means nothing is a slip.
        var isPart = pattern is not null && (pattern.IsGlobbed || pattern.Base != pattern.Environment);
        if (sets.All(set => set.All.Count == 0))
        {
            if (isPart)
            {
                throw NearAddresses.Nothing(repository, pattern!);
            }

            Terminal.Say(repository.Environments.Count == 0 ? App.NoEnvironment : "there is no secret yet");
        }

        var incomplete = sets.Where(set => set.Missing.Count > 0).ToList();
        foreach (var set in incomplete)
        {
            Terminal.Error(SecretSet.NotHere(set.Missing, set.ListName!));
        }

        return incomplete.Count == 0 ? 0 : (int)ErrorCode.NotFound;
    }

    private static void Print(IReadOnlyList<string> addresses, bool asJson, bool asTree)
    {
        if (asJson)
        {
            JsonOutput.Print(json =>
                json.WriteList("secrets", addresses, address => json.WriteString("address", address)));
            return;
        }

        foreach (var line in asTree ? AddressTree.Lines(addresses) : addresses.Select(address => AddressGrammar.Printable(address)))
        {
            Terminal.Line(line);
        }
    }
}
