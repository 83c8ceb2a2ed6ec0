namespace Coffer.Cli.Editing;

/// <summary>
/// Editors that write what they edit, or what was typed into them, into files of their own: swap, backup, undo, history. What keeps them
/// from it is said on their command line, after the user's own settings were read.
/// </summary>
internal static class KnownEditors
{
    private const string Vim = "silent! set nobackup nowritebackup noundofile noswapfile viminfo=";
    private const string Emacs =
        "(setq make-backup-files nil auto-save-default nil auto-save-list-file-prefix nil create-lockfiles nil backup-inhibited t)";

    private static readonly string[] KeepCopies =
        ["code", "code-insiders", "codium", "cursor", "windsurf", "zed", "subl", "atom", "idea", "gedit", "kate", "emacsclient"];

    /// <summary>What follows the editor's own words and stands before the file.</summary>
    /// <param name="program">The editor's path, links followed.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Configuration"/> for one that keeps copies on the disk and cannot be told not to.
    /// </exception>
    public static IReadOnlyList<string> ArgumentsOf(string program)
    {
        var name = Path.GetFileName(program);
        return KeepCopies.Contains(name)
            ? throw new CofferException(
                ErrorCode.Configuration,
                $"'{name}' keeps copies of what is edited on the disk, and cannot be told not to",
                "name another one for this, for example: EDITOR=nano coffer edit …")
            : name switch
            {
                _ when name.StartsWith("gvim", StringComparison.Ordinal) => ["-f", .. OfVim],
                _ when name.StartsWith("vim", StringComparison.Ordinal) || name is "nvim" or "rvim" => OfVim,
                "nano" or "rnano" => ["-R"],
                "micro" => ["-backup", "false", "-savehistory", "false", "-saveundo", "false"],
                _ when name.StartsWith("emacs", StringComparison.Ordinal) => ["--eval", Emacs],
                _ => [],
            };
    }

    private static string[] OfVim => ["-n", "-i", "NONE", "-c", Vim];
}
