using System.Text;

namespace Coffer.Core.Repository;

/// <summary>
/// The users and groups of <c>passwd</c> and <c>group</c> files: passwd(5), group(5). Read here, as the static binary has no other
/// way to them; what a directory service knows is not in them.
/// </summary>
internal sealed class Accounts
{
    private readonly List<(string Name, uint User, uint Group)> users;
    private readonly List<(string Name, uint Group, string[] Members)> groups;

    private Accounts(IEnumerable<string> passwd, IEnumerable<string> group)
    {
        users =
        [
            .. passwd.Select(line => line.Split(':'))
                .Where(fields => fields.Length >= 4 && uint.TryParse(fields[2], out _) && uint.TryParse(fields[3], out _))
                .Select(fields => (fields[0], uint.Parse(fields[2]), uint.Parse(fields[3]))),
        ];
        groups =
        [
            .. group.Select(line => line.Split(':'))
                .Where(fields => fields.Length >= 4 && uint.TryParse(fields[2], out _))
                .Select(fields => (fields[0], uint.Parse(fields[2]), fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries))),
        ];
    }

    /// <summary>Those of this system; none where it has no such files.</summary>
    public static Accounts OfSystem() => new(Lines("/etc/passwd"), Lines("/etc/group"));

    /// <summary>Those of two files' contents.</summary>
    public static Accounts Of(string passwd, string group) => new(passwd.Split('\n'), group.Split('\n'));

    /// <summary>A user for a message: <c>'mallory' (1001)</c>, or the number alone.</summary>
    public string Describe(uint user) => Described(users.Find(known => known.User == user).Name, user);

    /// <summary>A group for a message.</summary>
    public string DescribeGroup(uint group) => Described(groups.Find(known => known.Group == group).Name, group);

    /// <summary>A user by name or number, with the group that the files give it; a number needs no line in them.</summary>
    public (uint User, uint? Group)? Find(string text)
    {
        var isNumber = uint.TryParse(text, out var number);
        var known = users.FindIndex(user => user.Name == text || (isNumber && user.User == number));
        return known >= 0 ? (users[known].User, users[known].Group) : isNumber ? (number, null) : null;
    }

    /// <summary>A group by name or number.</summary>
    public uint? FindGroup(string text) => uint.TryParse(text, out var number) ? number
        : groups.FindIndex(group => group.Name == text) is >= 0 and var at ? groups[at].Group : null;

    /// <summary>
    /// Whether nobody but these users is in a group. Of a group whose members are not in the files, it is known by its number alone:
    /// a user's private group has the user's.
    /// </summary>
    public bool IsGroupOf(uint group, IReadOnlyCollection<uint> trusted)
    {
        var names = groups.Where(known => known.Group == group).SelectMany(known => known.Members).ToList();
        var members = users.Where(user => user.Group == group).Select(user => user.User)
            .Concat(names.Select(name => users.FindIndex(user => user.Name == name) is >= 0 and var at ? users[at].User : uint.MaxValue))
            .ToList();
        return members.Count > 0 ? members.TrueForAll(trusted.Contains) : trusted.Contains(group);
    }

    private static string Described(string? name, uint number) => name is null ? $"{number}" : $"'{name}' ({number})";

    private static string[] Lines(string path)
    {
        var kind = SafeFile.KindOf(path, path, followLinks: true);
        return kind == FileKind.Missing ? [] : SafeFile.Asking(path, () =>
        {
            using var file = Disk.Own.Open(path, followLinks: true);
            var content = new byte[file.Length];
            return Encoding.UTF8.GetString(content, 0, file.Fill(content)).Split('\n');
        });
    }
}
