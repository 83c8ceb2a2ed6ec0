using System.CommandLine;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Loading;

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
        command.SetAction(async (parsed, cancellation) =>
        {
            var found = await FindAsync(app, parsed.GetValue(prefix), cancellation);
            Print(app, found, parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Task<IReadOnlyList<string>> FindAsync(App app, string? prefix, CancellationToken cancellation) =>
        prefix is not null && RemoteAddress.Is(prefix)
            ? Deadline.RunAsync(limit => InBucketAsync(app, RemoteAddress.Parse(prefix), limit), cancellation)
            : Task.FromResult(InRepository(app, prefix?.TrimEnd('/')));

    private static IReadOnlyList<string> InRepository(App app, string? prefix)
    {
        var repository = app.Repository();
        if (prefix is null)
        {
            return [.. repository.Environments.SelectMany(environment => repository.List(environment.Name)).Select(address => address.ToString())];
        }

        if (AddressGrammar.PathProblem(prefix) is { } problem)
        {
            throw new CofferException(ErrorCode.Usage, $"'{AddressGrammar.Printable(prefix)}' is no prefix of addresses: {problem}");
        }

        var parts = prefix.Split('/', 2);
        _ = repository.Environment(parts[0]);
        return [.. repository.List(parts[0], parts.Length > 1 ? parts[1] : "").Select(address => address.ToString())];
    }

    private static async Task<IReadOnlyList<string>> InBucketAsync(App app, RemoteAddress remote, CancellationToken cancellation)
    {
        var found = new List<string>();
        var settings = app.Repository().Environments.FirstOrDefault(environment => environment.Bucket == remote.Bucket);
        var connection = settings is null ? app.Aws() : app.Aws(settings);
        await foreach (var item in connection.Bucket(remote.Bucket).ListAsync(remote.Path, cancellation))
        {
            var isBelow = remote.Path.Length == 0 || item.Key == remote.Path || item.Key.StartsWith($"{remote.Path}/", StringComparison.Ordinal);
            if (isBelow && !BucketSource.IsNoSecret(item))
            {
                found.Add($"s3://{remote.Bucket}/{item.Key}");
            }
        }

        return found;
    }

    private static void Print(App app, IReadOnlyList<string> addresses, bool asJson)
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
