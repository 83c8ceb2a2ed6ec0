using System.CommandLine;
using System.Runtime.Versioning;
using Coffer.Cli.Editing;
using Coffer.Cli.Exchange;
using Coffer.Cli.Git;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer edit</c>: one secret, or all of a service, in the user's editor, through memory and never through a disk.</summary>
internal static class EditCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address("<environment>/<service>[/<name>]: one secret, all of a service or folder, or a pattern with '*'");
        var format = Arguments.Format("How several secrets are written: dotenv (default) or yaml");
        var command = new Command("edit", "Edit a secret, or all of a service, in $VISUAL or $EDITOR") { address, format };
        command.SetAction((parsed, cancellation) =>
        {
            var known = ExchangeFormats.Parse(parsed.GetValue(format) ?? "dotenv");
            return known == ExchangeFormat.Json
                ? throw new CofferException(ErrorCode.Usage, "JSON has no comments, and is not edited", "say --format dotenv, or yaml")
                : OperatingSystem.IsLinux()
                ? RunAsync(app, parsed.GetRequiredValue(address), known, cancellation)
                : throw new CofferException(
                    ErrorCode.CannotWrite,
                    "no folder in memory was found: the values would be written to a disk",
                    "'coffer set' needs no file");
        });
        return command;
    }

    [SupportedOSPlatform("linux")]
    private static async Task<int> RunAsync(App app, string typed, ExchangeFormat format, CancellationToken cancellation)
    {
        var repository = app.RepositoryToChange();
        var pattern = AddressPattern.Parse(typed);
        if (!pattern.Base.Contains('/'))
        {
            throw new CofferException(
                ErrorCode.Usage, "what is given is not of one service", "name a service or a secret: <environment>/<service>[/<name>]");
        }

        GitState.RequireCheckedOut(repository, pattern.Base);
        var (text, addresses, environment) = Find(repository, pattern, format);
        GitState.RequireMerged(repository, pattern.Base);
        var settings = repository.Environment(environment);
        using var session = new EditSession(app.Variable, text.FileName);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Stopped);
        using var secrets = await Deadline.RunAsync(
            limit => EditedSecrets.OpenAsync(repository, app.Keys(settings, repository), settings.Policy, addresses, limit),
            stop.Token,
            Deadline.WholeEnvironmentSeconds);
        using var first = new SecretBuffer();
        text.Write(first, secrets);
        if (!await EditAsync(session, text, secrets, first, stop.Token))
        {
            Terminal.Say($"unchanged '{typed.TrimEnd('/')}'");
        }

        session.Remove();
        return 0;
    }

    /// <summary>The editor, again and again, until what it leaves is written, or somebody gives up.</summary>
    /// <returns>Whether something was changed.</returns>
    [SupportedOSPlatform("linux")]
    private static async Task<bool> EditAsync(
        EditSession session, EditText text, EditedSecrets secrets, SecretBuffer first, CancellationToken cancellation)
    {
        var shown = SecretValue.CopyOf(first.Written);
        while (true)
        {
            try
            {
                using var edited = await session.RunAsync(shown);
                if (edited.FixedTimeEquals(shown) && edited.Reveal().SequenceEqual(first.Written))
                {
                    return false;
                }

                return await ApplyAsync(text, secrets, edited, cancellation);
            }
            catch (CofferException failure) when (!session.Stopped.IsCancellationRequested)
            {
                Terminal.Error(failure);
                var nothing = secrets.IsHalfDone ? "nothing more" : "nothing";
                if (!await session.AskAsync($"Enter opens the editor again; any other word leaves, and changes {nothing}: "))
                {
                    throw Left(failure, secrets);
                }

                using var left = session.Content();
                using var marked = text.WithError(left, failure.Message);
                shown.Dispose();
                shown = SecretValue.CopyOf(marked is null ? left.Reveal() : marked.Written);
            }
        }
    }

    private static CofferException Left(CofferException failure, EditedSecrets secrets)
    {
        if (!secrets.IsHalfDone)
        {
            return new CofferException(failure.Code, "nothing was changed", "mend it and run the same command again", failure);
        }

        var names = string.Join(", ", secrets.Done.Distinct().Select(address => $"'{address}'"));
        return new CofferException(
            failure.Code,
            names.Length == 0 ? "the change was not made as a whole" : $"only a part was changed: {names}",
            "mend it and run the same command again; it shows what is there now",
            failure);
    }

    private static async Task<bool> ApplyAsync(
        EditText text, EditedSecrets secrets, SecretValue edited, CancellationToken cancellation)
    {
        IReadOnlyList<(SecretAddress Address, SecretValue Value)> wanted = [];
        try
        {
            wanted = text.Read(edited, secrets);
            return await secrets.ApplyAsync(wanted, text.Kept(secrets), cancellation);
        }
        catch (ExchangeException failure)
        {
            throw failure.In("the edited text");
        }
        finally
        {
            foreach (var (_, value) in wanted)
            {
                value.Dispose();
            }
        }
    }

    private static (EditText Text, IReadOnlyList<SecretAddress> Addresses, string Environment) Find(
        SecretRepository repository, AddressPattern pattern, ExchangeFormat format)
    {
        var prefix = SecretPrefix.Parse(pattern.Base);
        _ = repository.Environment(prefix.Environment);
        if (pattern.IsGlobbed)
        {
            return (
                new ServiceText(prefix, format), FoundSecrets.Whole(repository, pattern, pattern.IsAddressOf), prefix.Environment);
        }

        if (SecretAddress.TryParse(prefix.ToString(), out var address, out _)
            && repository.KindOf(address) is var kind and not FileKind.Folder)
        {
            NewPlace.Require(repository, address);
            SecretSet.RequireNoneAway(repository, [address]);
            return (new OneSecretText(address), kind == FileKind.Missing ? [] : [address], prefix.Environment);
        }

        return (new ServiceText(prefix, format), repository.ListWhole(prefix.Environment, prefix.Below), prefix.Environment);
    }
}
