using Coffer.Core.Repository;

namespace Coffer.Cli.Execution;

/// <summary>
/// Whose the files of <c>--dir</c> are, and who may read them. Images such as postgres and redis start as root and go on as a user of their
/// own. The folders stay root's, with that user's group: who may not change them cannot lead the next start's clean-up elsewhere.
/// </summary>
/// <param name="User">The files' owner; null for who runs this.</param>
/// <param name="Group">The group of files and folders; null for that of who runs this.</param>
/// <param name="FileMode">The files' mode.</param>
internal sealed record FolderAccess(uint? User, uint? Group, int FileMode)
{
    private const int Usual = 0x100;
    private const int Most = 0x1ff;
    private const int ForOwner = 0x1c0;
    private const int OfGroup = 0x38;
    private const int OfOthers = 0x7;
    private const int Executable = 0x49;

    /// <summary>For who runs this, and nobody else.</summary>
    public static FolderAccess Own { get; } = new(null, null, Usual);

    /// <summary>The mode of the folders: who may read a file may come to it.</summary>
    public int FolderMode =>
        ForOwner | ((FileMode & OfGroup) != 0 || Group is not null ? 0x28 : 0) | ((FileMode & OfOthers) != 0 ? 0x5 : 0);

    /// <summary>What the options say.</summary>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Usage"/>, or <see cref="ErrorCode.NotFound"/> where this system has no such user or group.
    /// </exception>
    public static FolderAccess Parse(string? owner, string? mode)
    {
        var bits = mode is null ? Usual : ModeOf(mode);
        if (owner is null)
        {
            return Own with { FileMode = bits };
        }

        var accounts = Accounts.OfSystem();
        var parts = owner.Split(':', 2);
        var user = accounts.Find(parts[0]) ?? throw Unknown("user");
        var group = parts.Length == 2 ? accounts.FindGroup(parts[1]) ?? throw Unknown("group") : user.Group ?? throw Unknown("group");
        return new FolderAccess(user.User, group, bits);
    }

    private static int ModeOf(string mode)
    {
        var bits = mode.Length is 3 or 4 && mode.All(digit => digit is >= '0' and <= '7') ? Convert.ToInt32(mode, 8) : -1;
        return bits is >= 0 and <= Most && (bits & Executable) == 0 && (bits & Usual) != 0
            ? bits
            : throw new CofferException(
                ErrorCode.Usage,
                "what follows '--mode' is not understood",
                "for example --mode 0400, 0440 or 0640: octal, nothing to execute");
    }

    private static CofferException Unknown(string what) => new(
        ErrorCode.NotFound,
        $"'--owner' names a {what} that is not in /etc/{(what == "user" ? "passwd" : "group")}",
        "write --owner USER:GROUP, by name or number, for example --owner 999:999");
}
