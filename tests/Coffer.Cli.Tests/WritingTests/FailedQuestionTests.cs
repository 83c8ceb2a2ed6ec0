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
        for (var i = 0; i < Questions.Length * Errors.Length; i++)
        {
            // Each question with each error where a start is cheap, else with two of them.
            ((var path, var command), (var error, var words)) = (Questions[i / Errors.Length], Errors[i % Errors.Length]);
            if (Executables.IsNative || (i + (i / Errors.Length)) % Errors.Length < 2)
            {
                cases.Add(path, string.Join(' ', command), error, words);
            }
        }

        return cases;
    }

    [NativeFact]
    public void There_are_as_many_cases_as_meant() =>
        Assert.Equal(Questions.Length * (Executables.IsNative ? Errors.Length : 2), Cases().Count);

    [NativeTheory]
    [MemberData(nameof(Cases))]
    public async Task What_failed_is_named_and_nothing_is_done(string path, string command, string error, string words)
    {
        var before = Files();
        var result = await Strike.RunAsync(repository, Look, error, Path.Combine(repository.Folder, path), command.Split(' '));
        Assert.NotNull(result);
        Assert.Contains(result.ExitCode, (int[])[73, 77]);
        Assert.Matches(
            $"(?m)^coffer: error: .*{System.Text.RegularExpressions.Regex.Escape(path)}.*: "
                + $"{System.Text.RegularExpressions.Regex.Escape(words)}$",
            result.StderrText);
        Assert.DoesNotContain("does not exist", result.StderrText, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    private string[] Files() =>
        [.. Directory.EnumerateFileSystemEntries(repository.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
