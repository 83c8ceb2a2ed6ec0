using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Repository;

[SupportedOSPlatform("linux")]
public sealed class RepositoryTrustTests : IDisposable
{
    private const uint Me = 1000;
    private const uint Mallory = 1001;
    private const uint Root = 0;
    private const uint Stranger = 54321;

    // 1000 is my private group; 2000 a team of two; 3000 one with me alone; 4000 has somebody whom no file names; 5000 has no members in
    // the files.
    private const string Passwd = """
        root:x:0:0:root:/root:/bin/sh
        me:x:1000:1000:Me:/home/me:/bin/sh
        mallory:x:1001:1001::/home/mallory:/bin/sh
        a line that is none
        """;

    private const string Group = """
        root:x:0:
        me:x:1000:
        mallory:x:1001:
        team:x:2000:me,mallory
        alone:x:3000:me
        unknown:x:4000:me,somebody
        empty:x:5000:
        joined:x:6000:root,me
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<uint, string?, uint, uint, string, string?> Files => new()
    {
        { Me, null, Me, Me, "644", null },
        { Me, null, Root, Root, "644", null },
        { Me, null, Mallory, Mallory, "644", "belongs to user 'mallory' (1001), not to you" },
        { Me, null, Stranger, Me, "600", "belongs to user 54321, not to you" },
        { Me, null, Me, Me, "666", "can be written by every user" },
        { Me, null, Me, Me, "602", "can be written by every user" },
        { Me, null, Root, Root, "666", "can be written by every user" },
        { Me, null, Me, Me, "1777", "can be written by every user" },

        // Where a user's files have a group of the user's own, tools leave them writable by it (umask 002).
        { Me, null, Me, Me, "664", null },
        { Me, null, Root, Root, "664", null },
        { Me, null, Me, 3000, "664", null },
        { Me, null, Me, 6000, "664", null },
        { Me, null, Me, 2000, "664", "can be written by the group 'team' (2000)" },
        { Me, null, Root, 2000, "664", "can be written by the group 'team' (2000)" },
        { Me, null, Me, Mallory, "664", "can be written by the group 'mallory' (1001)" },
        { Me, null, Me, 4000, "664", "can be written by the group 'unknown' (4000)" },
        { Me, null, Me, 5000, "664", "can be written by the group 'empty' (5000)" },
        { Me, null, Me, 7000, "664", "can be written by the group 7000" },
        { Me, null, Me, 2000, "644", null },

        // A user whom the files do not know, in a container or of a directory service: the private group has the user's number.
        { Stranger, null, Stranger, Stranger, "664", null },
        { Stranger, null, Stranger, Root, "664", null },
        { Stranger, null, Stranger, 5000, "664", "can be written by the group 'empty' (5000)" },

        // Root takes its own files, and under sudo those of the one who called it. For others the variable says nothing.
        { Root, null, Root, Root, "644", null },
        { Root, null, Me, Me, "644", "belongs to user 'me' (1000), not to you" },
        { Root, "1000", Me, Me, "644", null },
        { Root, "1000", Me, Me, "664", null },
        { Root, "1000", Mallory, Mallory, "644", "belongs to user 'mallory' (1001), not to you" },
        { Root, "", Me, Me, "644", "belongs to user 'me' (1000), not to you" },
        { Root, "me", Me, Me, "644", "belongs to user 'me' (1000), not to you" },
        { Me, "1001", Mallory, Mallory, "644", "belongs to user 'mallory' (1001), not to you" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_the_callers_and_nobody_else_writes_it(
        uint caller, string? sudo, uint owner, uint group, string mode, string? problem)
    {
        var trust = RepositoryTrust.For(caller, name => name == "SUDO_UID" ? sudo : null, () => Accounts.Of(Passwd, Group));
        Assert.All(
            [FileKind.File, FileKind.Folder],
            kind => Assert.Equal(
                problem, trust.ProblemOf(new FileStatus(kind, 1, owner, group, (UnixFileMode)Convert.ToInt32(mode, 8), default, 1))));
    }

    [Fact]
    public void All_cases_ran() => Assert.Equal(30, Files.Count);

    // Everything that a repository's commands find by walking or by name.
    [Theory]
    [InlineData("coffer.json")]
    [InlineData(".")]
    [InlineData("staging")]
    [InlineData("staging.tfvars")]
    [InlineData("staging.tfvars.json")]
    [InlineData("staging/api")]
    [InlineData("staging/api/tls")]
    [InlineData("staging/api/tls/key")]
    public void What_others_can_write_is_refused_wherever_it_is_found(string writable)
    {
        folder.Write("coffer.json", """{"environments": {"staging": {}}}""");
        folder.Write("staging.tfvars", "files = []");
        folder.Write("staging.tfvars.json", "{}");
        folder.Write("staging/api/tls/key", "sealed");
        Read(Variables.None);

        var path = Path.GetFullPath(folder.At(writable));
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
        var exception = Failures.Of(ErrorCode.Configuration, () => Read(Variables.None));
        Assert.StartsWith($"'{path}' can be written by every user", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"COFFER_SAFE_DIRECTORY={folder.Path}", exception.Hint, StringComparison.Ordinal);

        Read(Safe(folder.Path));
        Read(Safe($"/nowhere:{folder.Path}/"));
        Read(Safe("*"));
        Failures.Of(ErrorCode.Configuration, () => Read(Safe("/nowhere")));
        Failures.Of(ErrorCode.Configuration, () => Read(Safe(folder.At("staging"))));
    }

    /// <summary>A list beside the mode names who else may write; its mask is what the mode shows as the group's rights.</summary>
    [Theory]
    [InlineData(0x02, 54321u, 6, "can be written by user 54321, as its access control list says")]
    [InlineData(0x08, 54322u, 6, "can be written by the group 54322, as its access control list says")]
    [InlineData(0x02, 54321u, 4, null)]
    [InlineData(0x08, 54322u, 4, null)]
    public void Rights_by_an_access_control_list_count(int tag, uint number, int rights, string? problem)
    {
        var path = folder.Write("coffer.json", """{"environments": {"staging": {}}}""");
        byte[] list =
        [
            2, 0, 0, 0, .. Entry(1, 6, uint.MaxValue), .. tag == 2 ? Entry(tag, rights, number) : [], .. Entry(4, 6, uint.MaxValue),
            .. tag == 8 ? Entry(tag, rights, number) : [], .. Entry(0x10, 6, uint.MaxValue), .. Entry(0x20, 4, uint.MaxValue),
        ];
        Assert.SkipUnless(SetAttribute(path, "system.posix_acl_access", list, (nuint)list.Length, 0) == 0, "no such lists here");
        if (problem is null)
        {
            _ = SecretRepository.Open(folder.Path, Variables.None);
            return;
        }

        var exception = Failures.Of(ErrorCode.Configuration, () => SecretRepository.Open(folder.Path, Variables.None));
        Assert.StartsWith($"'{path}' {problem}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("relative")]
    [InlineData("/absolute:relative")]
    public void A_list_that_cannot_be_meant_is_an_error(string value) => Failures.Of(ErrorCode.Configuration, () => Read(Safe(value)));

    [Fact]
    public void Without_a_configuration_the_folder_itself_must_be_the_callers()
    {
        folder.Write("staging.tfvars", "files = []");
        folder.Write("staging/api/tls/key", "sealed");
        Read(Variables.None);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0x3ff);
        Failures.Of(ErrorCode.Configuration, () => Read(Variables.None));
        Failures.Of(ErrorCode.Configuration, () => _ = SecretRepository.Open(folder.Path, Variables.None).Environments);
    }

    // acl(5), as include/uapi/linux/posix_acl_xattr.h has it.
    private static byte[] Entry(int tag, int rights, uint number) =>
        [(byte)tag, 0, (byte)rights, 0, .. BitConverter.GetBytes(number)];

    [DllImport("libc", EntryPoint = "setxattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAttribute(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        byte[] value,
        nuint length,
        int flags);

    private void Read(Func<string, string?> variable)
    {
        var repository = SecretRepository.Open(folder.Path, variable);
        Assert.Equal("staging", repository.Environment("staging").Name);
        Assert.Equal("staging", Assert.Single(repository.Environments).Name);
        Assert.Equal(6, repository.Read(Core.Model.SecretAddress.Parse("staging/api/tls/key")).Length);
    }

    private static Func<string, string?> Safe(string value) => name => name == RepositoryTrust.Variable ? value : null;
}
