using System.Globalization;
using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>The environment, the directory, and whether and when to go on.</summary>
internal static class WorldVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        Verb.Of("env", "NAME=VALUE…", 1, Verb.Any, Env),
        Verb.Of("unset", "NAME…", 1, Verb.Any, Unset),
        Verb.Of("take", "NAME 'REGEX'", 2, 2, Take),
        Verb.Of("cd", "DIR", 1, 1, ChangeDirectory),
        Verb.Of("skip-unless", "linux|root|not-root|native|PROGRAM", 1, 1, SkipUnless),
        Verb.Of("timeout-ms", "N", 1, 1, static call => call.World.CommandLimit = Milliseconds(call)),
        new("sleep-ms", "N", 1, 1, static call => Task.Delay(Milliseconds(call))),
    ];

    private static void Env(ScriptCall call)
    {
        foreach (var setting in call.Arguments)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new ScriptFailureException("usage: env NAME=VALUE…");
            }

            call.World.Environment[setting[..equals]] = setting[(equals + 1)..];
        }
    }

    private static void Unset(ScriptCall call)
    {
        foreach (var name in call.Arguments)
        {
            call.World.Environment.Remove(name);
        }
    }

    /// <summary>A variable of the script from what the last command printed: the regex's group, or all it matches.</summary>
    private static void Take(ScriptCall call)
    {
        var regex = new Regex(call.Arguments[1], RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        var match = regex.Match(call.World.LastResult.StdoutText);
        call.World.Variables[call.Arguments[0]] = match.Success
            ? match.Groups[match.Groups.Count - 1].Value
            : throw new ScriptFailureException("stdout does not match");
    }

    private static void ChangeDirectory(ScriptCall call)
    {
        var path = call.World.PathOf(call.Arguments[0]);
        call.World.Directory = Directory.Exists(path)
            ? path
            : throw new ScriptFailureException($"there is no directory {call.Arguments[0]}");
    }

    private static void SkipUnless(ScriptCall call)
    {
        var holds = call.Arguments[0] switch
        {
            "linux" => OperatingSystem.IsLinux(),
            "root" => Environment.IsPrivilegedProcess,
            "not-root" => !Environment.IsPrivilegedProcess,
            "native" => Executables.IsNative,
            "aws" or "python3" or "setpriv" or "unshare" => Executables.IsThere(call.Arguments[0]),
            _ => throw new ScriptFailureException("usage: skip-unless linux|root|not-root|native|PROGRAM"),
        };
        if (!holds)
        {
            throw new ScriptSkippedException($"needs {call.Arguments[0]}");
        }
    }

    private static TimeSpan Milliseconds(ScriptCall call) =>
        TimeSpan.FromMilliseconds(int.Parse(call.Arguments[0], CultureInfo.InvariantCulture));
}
