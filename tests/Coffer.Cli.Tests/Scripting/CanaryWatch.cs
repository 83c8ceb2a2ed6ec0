using System.Text;

namespace Coffer.Cli.Tests.Scripting;

/// <summary>The secret values of a script, and every way of finding one where it must not be.</summary>
internal sealed class CanaryWatch
{
    // Shorter values turn up by chance in base64 and hex.
    private const int ShortestValue = 8;

    private readonly List<CanaryForm> forms = [];
    private readonly HashSet<string> allowedFiles = new(StringComparer.Ordinal);

    public bool IsEmpty => forms.Count == 0;

    public void Declare(string value)
    {
        if (value.Length < ShortestValue)
        {
            throw new ScriptFailureException($"a canary needs {ShortestValue} characters, or it turns up by chance");
        }

        forms.AddRange(CanaryForms.Of(value));
    }

    public void Allow(string path) => allowedFiles.Add(path);

    /// <summary>The name of the form in which a value is in there; null where none is.</summary>
    public string? FindIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var form in forms)
        {
            if (bytes.IndexOf(form.Bytes) >= 0)
            {
                return form.Name;
            }
        }

        return null;
    }

    public string Mask(string message)
    {
        // Longest first: a form that holds another must not be masked in part.
        foreach (var text in forms.Select(static f => f.Text).OfType<string>().OrderByDescending(static t => t.Length))
        {
            message = message.Replace(text, "<canary>", StringComparison.Ordinal);
        }

        return message;
    }

    /// <summary>Looks into every file below a directory, at its name, and at where a link points.</summary>
    public void CheckTree(string root)
    {
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", Everything))
        {
            var name = Path.GetRelativePath(root, entry.FullName);
            Report(FindIn(Encoding.UTF8.GetBytes(name)), "the name of a file or directory", name);
            if (entry.LinkTarget is { } target)
            {
                Report(FindIn(Encoding.UTF8.GetBytes(target)), "the target of link", name);
            }
            else if (entry is FileInfo file && !allowedFiles.Contains(file.FullName) && IsRegular(file))
            {
                Report(FindIn(File.ReadAllBytes(file.FullName)), "file", name);
            }
        }
    }

    private static EnumerationOptions Everything => new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    // Opening a FIFO waits for its other side. A file that is not regular has no length.
    private static bool IsRegular(FileInfo file) => file.Length > 0;

    private static void Report(string? form, string where, string name)
    {
        if (form is not null)
        {
            throw new ScriptFailureException($"a canary is left behind ({form}): {where} {name}");
        }
    }
}
