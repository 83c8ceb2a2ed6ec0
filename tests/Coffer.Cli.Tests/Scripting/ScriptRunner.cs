using System.Text;
using Coffer.Cli.Tests.Scripting.Verbs;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>Runs a script line by line; the first that does not hold ends it with a message that shows why.</summary>
internal static class ScriptRunner
{
    /// <returns>The script, with golden sections rewritten where <paramref name="update"/> asks for it.</returns>
    public static async Task<ScriptFile> RunAsync(ScriptFile script, bool update = false)
    {
        CheckVerbs(script);
        await using var world = new ScriptWorld(script);
        world.Updating = update;
        foreach (var line in script.Lines)
        {
            await RunLineAsync(world, line);
        }

        await FinishAsync(world);
        return world.Script;
    }

    private static void CheckVerbs(ScriptFile script)
    {
        foreach (var line in script.Lines)
        {
            try
            {
                VerbTable.Find(line.Verb).Check(line);
            }
            catch (ScriptFailureException failure)
            {
                throw new ScriptFailureException($"{script.Name}:{line.Number}: {line.Text}\n{failure.Message}");
            }
        }

        if (!script.Lines.Any(static line => VerbTable.Find(line.Verb).Asserts))
        {
            throw new ScriptFailureException($"{script.Name}: nothing is asserted");
        }
    }

    private static async Task RunLineAsync(ScriptWorld world, ScriptLine line)
    {
        try
        {
            string[] arguments = [.. line.Words.Select(word => word.Expand(world.Lookup))];
            await VerbTable.Find(line.Verb).Run(new ScriptCall(world, line, arguments));
        }
        catch (Exception failure) when (failure is not ScriptSkippedException)
        {
            throw Failure(world, $":{line.Number}: {line.Text}", failure);
        }
    }

    private static async Task FinishAsync(ScriptWorld world)
    {
        try
        {
            if (world.NextStdin is not null || world.NextTyped is not null)
            {
                throw new ScriptFailureException("there is input for a command that never came");
            }

            await LocalAwsVerbs.StopAsync(world);
            world.CheckCanaryFiles();
        }
        catch (Exception failure)
        {
            throw Failure(world, ": at the end", failure);
        }
    }

    private static ScriptFailureException Failure(ScriptWorld world, string where, Exception failure)
    {
        var message = new StringBuilder();
        message.Append(world.Script.Name).Append(where).Append('\n');
        message.Append(failure is ScriptFailureException or TimeoutException ? failure.Message : failure.ToString()).Append('\n');
        if (world.Last is { } last)
        {
            message.Append("last command: ").Append(world.LastCommand).Append('\n');
            message.Append("exit code: ").Append(last.ExitCode).Append('\n');
            AppendStream(message, "stdout", last.StdoutText);
            AppendStream(message, "stderr", last.StderrText);
        }

        if (world.LocalAws is { Stderr.Length: > 0 } server)
        {
            AppendStream(message, "coffer-local's stderr", Encoding.UTF8.GetString(server.Stderr));
        }

        return new ScriptFailureException(world.Canaries.Mask(message.ToString()));
    }

    private static void AppendStream(StringBuilder message, string name, string text)
    {
        message.Append(name).Append(text.Length == 0 ? ": empty\n" : ":\n");
        foreach (var line in text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n'))
        {
            message.Append("  | ").Append(line).Append('\n');
        }
    }
}
