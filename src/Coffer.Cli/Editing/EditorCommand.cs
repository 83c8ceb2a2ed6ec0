namespace Coffer.Cli.Editing;

/// <summary>The editor that is meant, as a program and its arguments.</summary>
/// <param name="Program">Its path.</param>
/// <param name="Arguments">What stands before the file.</param>
internal sealed record EditorCommand(string Program, IReadOnlyList<string> Arguments)
{
    private const int MostLinks = 20;

    private static readonly string[] Usual = ["vi", "nano"];

    /// <summary>That of <c>VISUAL</c> or <c>EDITOR</c>: words, with quotes around those that have blanks; else <c>vi</c>, or
    /// <c>nano</c>.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where there is none.</exception>
    public static EditorCommand Find(Func<string, string?> variable)
    {
        string[] names = ["VISUAL", "EDITOR"];
        var name = names.FirstOrDefault(name => !string.IsNullOrWhiteSpace(variable(name)));
        var words = name is null ? Usual.Where(usual => ProgramPath.Find(usual) is not null).Take(1).ToList() : Split(variable(name)!);
        var program = words.Count == 0 ? null : Path.IsPathFullyQualified(words[0]) ? words[0] : ProgramPath.Find(words[0]);
        return program is null
            ? throw new CofferException(
                ErrorCode.Configuration,
                name is null ? "there is no editor: neither VISUAL nor EDITOR is set" : $"the editor that {name} names is not on the PATH",
                "for example: EDITOR=nano coffer edit …")
            : new EditorCommand(program, [.. words.Skip(1), .. KnownEditors.ArgumentsOf(Target(program))]);
    }

    // 'vi' and 'editor' are links to what they really are.
    private static string Target(string program)
    {
        for (var links = 0; links < MostLinks && SafeFile.KindOf(program) == FileKind.Link; links++)
        {
            var at = program;
            program = Path.Combine(Path.GetDirectoryName(at)!, SafeFile.Asking(at, () => Disk.Own.TargetOf(at)));
        }

        return program;
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var (quote, any) = ('\0', false);
        foreach (var c in text)
        {
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (any)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                any = false;
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                (quote, any) = (c, true);
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else
            {
                word.Append(c);
                any = true;
            }
        }

        return any ? [.. words, word.ToString()] : words;
    }
}
