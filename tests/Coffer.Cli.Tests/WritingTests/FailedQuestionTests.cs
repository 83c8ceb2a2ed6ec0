using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>
/// A question to the file system that failed is not the answer "no": the file and the cause are named, and nothing is done.
/// </summary>
public sealed class FailedQuestionTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const string Look = "statx,newfstatat,open,openat,getdents64";
    private const string Secret = "staging/api/SECRET_01";

    /// <summary>Errnos that say nothing of whether a file is there, and the words for them.</summary>
    private static readonly (string Error, string Words)[] Errors =
    [
        ("EIO", "input/output error (errno 5)"),
        ("ESTALE", "stale file handle (errno 116)"),
        ("EACCES", "no permission"),
        ("ELOOP", "too many levels of symbolic links (errno 40)"),
        ("ENAMETOOLONG", "the path is too long"),
        ("EMFILE", "the limit of open files is reached"),
        ("ENOMEM", "there is not enough memory"),
    ];

    /// <summary>What is asked about, by a command that would do something wrong if the answer were "no".</summary>
    private static readonly (string Path, string[] Command)[] Questions =
    [
        ("coffer.json", ["push", "staging", "--dry-run"]),
        ("coffer.json", ["set", Secret, "--generate"]),
        ("staging.tfvars", ["set", Secret, "--generate"]),
        ("staging.tfvars", ["rm", Secret]),
        (Secret, ["get", Secret]),
        (Secret, ["cp", "staging/api/SECRET_02", Secret]),
        (Secret, ["mv", "staging/api/SECRET_02", Secret]),
        (Secret, ["rm", Secret]),
        (Secret, ["rekey", "staging"]),
        (Secret, ["push", "staging", "--delete"]),
        (Secret, ["exec", "staging/api", "--", "true"]),
        ("staging/api", ["exec", "staging/api", "--", "true"]),
        ("staging/api", ["push", "staging", "--delete"]),
        ("staging/api", ["rekey", "staging"]),
        ("staging", ["push", "staging", "--delete"]),
        ("staging", ["status", "staging"]),
        ("staging", ["list"]),
    ];

    public static TheoryData<string, string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string, string>();
        for (int i = 0; i < Questions.Length * Errors.Length; i++)
        {
            // Each question with each error where a start is cheap, else with two of them.
            ((string path, string[] command), (string error, string words)) = (Questions[i / Errors.Length], Errors[i % Errors.Length]);
            if (Executables.IsNative || (i + (i / Errors.Length)) % Errors.Length < 2)
            {
                cases.Add(path, string.Join(' ', command), error, words);
            }
        }

        return cases;
    }

    [Fact]
    public void There_are_as_many_cases_as_meant() =>
        Assert.Equal(Questions.Length * (Executables.IsNative ? Errors.Length : 2), Cases().Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_failed_is_named_and_nothing_is_done(string path, string command, string error, string words)
    {
        string[] before = Files();
        ProcessResult? result = await Strike.RunAsync(repository, Look, error, Path.Combine(repository.Folder, path), command.Split(' '));
        Assert.NotNull(result);
        Assert.Contains(result.ExitCode, (int[])[73, 77]);
        Assert.Matches(
            $"(?m)^coffer: error: .*{System.Text.RegularExpressions.Regex.Escape(path)}.*: "
                + $"{System.Text.RegularExpressions.Regex.Escape(words)}$",
            result.StderrText);
        Assert.DoesNotContain("does not exist", result.StderrText, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task A_folder_that_may_be_listed_and_not_entered_is_an_error()
    {
        string folder = Path.Combine(repository.Folder, "staging", "locked");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "key"), "ciphertext", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await ChildProcess.RunAsync(new ProcessRequest("chmod", ["0755", repository.Folder]))).ExitCode);
        Assert.Equal(0, (await ChildProcess.RunAsync(new ProcessRequest("chmod", ["0444", folder]))).ExitCode);
        try
        {
            foreach (string[] command in (string[][])[
                ["push", "staging", "--delete"], ["exec", "staging/locked", "--", "true"], ["rekey", "staging"], ["list"], ["verify"]])
            {
                ProcessResult result = await Somebody.CofferAsync(repository, command);
                Assert.Matches("staging/locked/[^']*' cannot be read: no permission", result.StderrText + result.StdoutText);
                Assert.NotEqual(0, result.ExitCode);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("set", "staging/api/SECRET_01", "--generate")]
    [InlineData("init")]
    [InlineData("exec", "staging/api", "--", "true")]
    [InlineData("exec", "--dir", "shm", "s3://staging-secrets/api", "--", "true")]
    public async Task A_working_folder_that_is_gone_is_said(params string[] command)
    {
        ProcessResult result = await repository.ShellAsync(
            $"mkdir gone && cd gone && rmdir ../gone && exec \"$0\" {string.Join(' ', command)}");
        Assert.Equal(77, result.ExitCode);
        Assert.StartsWith(
            "coffer: error: the current folder cannot be told: no such file or directory (errno 2)\n",
            result.StderrText,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_no_folder_runs_in_one_that_is_gone()
    {
        ProcessResult result = await repository.ShellAsync(
            "mkdir gone && cd gone && rmdir ../gone && exec env HOME=/ COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging "
                + "COFFER_SERVICE=api COFFER_KEY=alias/secrets \"$0\" exec --only SECRET_01 -- printenv SECRET_01");
        Assert.Equal(("the value of secret 01\n", ""), (result.StdoutText, result.StderrText));
        Assert.Equal(0, result.ExitCode);
    }

    private string[] Files() =>
        [.. Directory.EnumerateFileSystemEntries(repository.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
