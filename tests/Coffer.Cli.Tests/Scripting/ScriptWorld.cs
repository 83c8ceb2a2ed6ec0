using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>What a script runs in: fresh directories, an environment of its own, and what its lines left for the next.</summary>
internal sealed class ScriptWorld : IAsyncDisposable
{
    private readonly string root = System.IO.Directory.CreateTempSubdirectory("coffer-script-").FullName;
    private readonly DateTime started = DateTime.UtcNow.AddSeconds(-1);

    public ScriptWorld(ScriptFile script)
    {
        Script = script;
        Work = Make("work");
        Directory = Work;
        Environment = ProcessEnvironment.Minimal();
        Environment["HOME"] = Make("home");
        Environment["TMPDIR"] = Make("tmp");
        Environment["PATH"] = MakeProgramsFolder() + ":" + Environment["PATH"];
        Variables["WORK"] = Work;
        foreach (var section in script.Sections)
        {
            var path = Path.Combine(Work, section.Name);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, script.ContentOf(section.Name));
        }
    }

    /// <summary>Replaced when golden sections are rewritten.</summary>
    public ScriptFile Script { get; set; }

    public bool Updating { get; set; }

    public string Work { get; }

    /// <summary>Where the next command runs.</summary>
    public string Directory { get; set; }

    public Dictionary<string, string> Environment { get; }

    /// <summary>What $NAME can mean besides the environment.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>In which region the script made a key or a bucket, by its name.</summary>
    public Dictionary<string, string> Regions { get; } = new(StringComparer.Ordinal);

    public CanaryWatch Canaries { get; } = new();

    public LocalAwsProcess? LocalAws { get; set; }

    /// <summary>The length of coffer-local's log when the last command began.</summary>
    public int LogBefore { get; set; }

    public ProcessResult? Last { get; set; }

    public string LastCommand { get; set; } = "";

    /// <summary>How long a command may take.</summary>
    public TimeSpan CommandLimit { get; set; } = TimeSpan.FromSeconds(30);

    public byte[]? NextStdin { get; set; }

    public IReadOnlyList<string>? NextTyped { get; set; }

    public LocalAwsProcess RunningLocalAws => LocalAws ?? throw new ScriptFailureException("no local-aws is running");

    public ProcessResult LastResult => Last ?? throw new ScriptFailureException("no command has run yet");

    public string? Lookup(string name) => Variables.GetValueOrDefault(name) ?? Environment.GetValueOrDefault(name);

    public string PathOf(string path) => Path.GetFullPath(path, Directory);

    /// <summary>A path that the script may write to: inside its own directories only.</summary>
    public string OwnPathOf(string path)
    {
        var full = PathOf(path);
        return full.StartsWith(root + "/", StringComparison.Ordinal)
            ? full
            : throw new ScriptFailureException($"{path} is outside the script's directory");
    }

    /// <summary>What differs from run to run, by the name that golden files have for it.</summary>
    public IEnumerable<(string Actual, string Name)> Placeholders()
    {
        yield return (Work, "$WORK");
        yield return (Environment["HOME"], "$HOME");
        yield return (Environment["TMPDIR"], "$TMPDIR");
        if (LocalAws is not null)
        {
            yield return ($"127.0.0.1:{LocalAws.Endpoint.Port}", "127.0.0.1:$PORT");
        }
    }

    public void CheckCanaryFiles()
    {
        if (!Canaries.IsEmpty)
        {
            MakeAccessible();
            Canaries.CheckTree(root);
            SharedTemporary.Check(Canaries, started);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (LocalAws is not null)
        {
            await LocalAws.DisposeAsync();
        }

        MakeAccessible();
        System.IO.Directory.Delete(root, recursive: true);
    }

    private string Make(string name) => System.IO.Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    /// <summary>So that what a script runs, a shell for example, finds the programs under test by their names.</summary>
    private string MakeProgramsFolder()
    {
        var programs = Make("programs");
        File.CreateSymbolicLink(Path.Combine(programs, "coffer"), Executables.Coffer);
        File.CreateSymbolicLink(Path.Combine(programs, "coffer-local"), Executables.CofferLocal);
        return programs;
    }

    /// <summary>A script may have taken its own rights away.</summary>
    private void MakeAccessible()
    {
        using var chmod = System.Diagnostics.Process.Start("chmod", ["-R", "u+rwX", root]);
        chmod.WaitForExit();
    }
}
