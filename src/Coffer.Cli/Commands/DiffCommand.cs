using System.CommandLine;
using Coffer.Cli.Comparing;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Comparing;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer diff</c>: which secrets two sides have, and whether their values are the same. No value is shown.</summary>
internal static class DiffCommand
{
    public static Command Create(App app)
    {
        var first = new Argument<string>("A")
        {
            Description = "<environment>[/<service>[/…]] here; REVISION:<environment>[/…] in Git; or s3://<bucket>[/<service>[/…]]",
        };
        var second = new Argument<string>("B") { Description = "The same" };
        var ciphertext = new Option<bool>("--ciphertext") { Description = "Open nothing: compare the ciphertexts only" };
        var exitCode = new Option<bool>("--exit-code") { Description = "End with 1 where there is a difference" };
        var json = Arguments.Json();
        var command = new Command("diff", "Compare the secrets of two sides by their names and values, and show no value")
        {
            first, second, ciphertext, exitCode, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            app,
            (parsed.GetRequiredValue(first), parsed.GetRequiredValue(second)),
            !parsed.GetValue(ciphertext),
            parsed.GetValue(exitCode),
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        App app, (string First, string Second) typed, bool opens, bool hasExitCode, bool asJson, CancellationToken cancellation)
    {
        var compared = await Deadline.RunAsync(
            async limit =>
            {
                using var first = await ComparedSides.ReadAsync(app, typed.First, limit);
                using var second = await ComparedSides.ReadAsync(app, typed.Second, limit);
                RequireSomething(first, second);
                return await SideComparison.CompareAsync(first, second, opens, limit);
            },
            cancellation,
            Deadline.WholeEnvironmentSeconds);
        if (asJson)
        {
            JsonOutput.Print(json => json.WriteList("secrets", compared, one =>
            {
                json.WriteString("name", NameOf(one));
                json.WriteString("state", Word(one.Difference));
                json.WriteString("first", one.First?.ToString());
                json.WriteString("second", one.Second?.ToString());
                json.WriteString("reason", one.Reason?.Message);
            }));
        }
        else
        {
            foreach (var one in compared)
            {
                Terminal.State(Word(one.Difference), AddressGrammar.Printable(NameOf(one)));
            }
        }

        Tell(compared, opens);
        return hasExitCode && compared.Any(one => one.Difference != Difference.Same) ? 1 : 0;
    }

    // What is on one side only is an answer; what is on none was a mistake.
    private static void RequireSomething(ComparedSide first, ComparedSide second)
    {
        var empty = ((ComparedSide[])[first, second]).Where(side => side.Secrets.Count == 0).ToList();
        if (empty.Count == 2)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"there is no secret in '{first.Shown}', and none in '{second.Shown}'",
                "'coffer list' shows what is there");
        }

        empty.ForEach(side => Terminal.Say($"there is no secret in '{side.Shown}'"));
    }

    private static void Tell(IReadOnlyList<ComparedName> compared, bool opens)
    {
        var unknown = compared.Where(one => one.Difference == Difference.OtherCiphertext).ToList();
        var differing = compared.Count(one => one.Difference != Difference.Same) - unknown.Count;
        var total = compared.Count == 1 ? "1 secret" : $"{compared.Count} secrets";
        Terminal.Say(differing > 0 ? $"{differing} of {total} {(differing == 1 ? "differs" : "differ")}"
            : unknown.Count == 0 ? $"no difference in {total}"
            : $"no difference is known in {total}");
        if (unknown.Count > 0)
        {
            Terminal.Say($"of {unknown.Count} only the ciphertexts were compared: they differ, and their values may be the same"
                + (unknown.Find(one => one.Reason is not null)?.Reason is { } reason ? $"\n  {reason.Message}"
                    : opens ? "" : " (--ciphertext)"));
        }
    }

    // One that was asked for by itself has no name below that.
    private static string NameOf(ComparedName one) => one.Name.Length > 0 ? one.Name : (one.First ?? one.Second)!.Name.Split('/')[^1];

    private static string Word(Difference difference) => difference switch
    {
        Difference.Same => "same",
        Difference.Different => "different",
        Difference.OtherCiphertext => "other ciphertext",
        Difference.OnlyInFirst => "only in first",
        _ => "only in second",
    };
}
