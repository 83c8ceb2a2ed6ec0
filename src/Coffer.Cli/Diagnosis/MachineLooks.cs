using System.Text;

namespace Coffer.Cli.Diagnosis;

/// <summary>What this machine does with memory that holds secrets, and with programs that hold many files.</summary>
internal static class MachineLooks
{
    private const int MaxBytes = 64 * 1024;
    private const int FewFiles = 256;

    /// <summary>Looks; only Linux says it.</summary>
    public static IReadOnlyList<Symptom> All()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [new Symptom("memory", SymptomState.Note, "only Linux tells: 'exec' runs the command as a child here")];
        }

        return [Core(), Swap(), Files()];
    }

    private static Symptom Core() => Text("/proc/sys/kernel/core_pattern") is not { } pattern
        ? new Symptom("core dumps", SymptomState.Note, "/proc does not say where they go")
        : Limit("Max core file size") is "0" && !pattern.StartsWith('|')
        ? Symptom.Ok("core dumps", "off")
        : new Symptom(
            "core dumps",
            SymptomState.Note,
            pattern.StartsWith('|') ? "they go to a program, whatever the limit is" : "a program that crashes writes its memory to a file",
            "coffer itself is never dumped; for the command that 'exec' starts: 'ulimit -c 0', or LimitCORE=0");

    private static Symptom Swap() => Text("/proc/swaps") is { } swaps && swaps.Trim().Split('\n').Length > 1
        ? new Symptom("swap", SymptomState.Note, "on: memory can be written to a disk", "encrypt the swap, or turn it off")
        : Symptom.Ok("swap", "off");

    private static Symptom Files() => Limit("Max open files") is { } limit && int.TryParse(limit, out var files) && files < FewFiles
        ? new Symptom("open files", SymptomState.Note, $"at most {files}", "'exec --file' takes one for each secret: 'ulimit -n'")
        : Symptom.Ok("open files", "enough");

    // The soft limit: the first word after the name.
    private static string? Limit(string name) => Text("/proc/self/limits")?.Split('\n')
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim().Split(' ')[0];

    private static string? Text(string path)
    {
        try
        {
            using var file = Disk.Own.Open(path, followLinks: true);
            var content = new byte[MaxBytes];
            return Encoding.UTF8.GetString(content.AsSpan(0, file.Fill(content))).Trim();
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            return null;
        }
    }
}
