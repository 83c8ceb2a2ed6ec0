using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>A folder that cannot be written to, and a disk that is full: 73, and the old file is still there.</summary>
public sealed class RefusedWriteTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const string Name = "SECRET_01";

    [NativeFact]
    public async Task A_read_only_folder_keeps_its_old_file()
    {
        var before = await File.ReadAllBytesAsync(repository.PathOf(Name), TestContext.Current.CancellationToken);
        var service = Path.GetDirectoryName(repository.PathOf(Name))!;
        var opened = await RunAsync("chmod", "755", repository.Folder, Path.GetDirectoryName(service)!);
        Assert.Equal(0, opened.ExitCode);
        Assert.Equal(0, (await RunAsync("chmod", "555", service)).ExitCode);
        try
        {
            var result = await Somebody.CofferAsync(repository, "set", $"staging/api/{Name}", "--generate");
            Assert.Equal(
                $"coffer: error: 'staging/api/{Name}' cannot be written: no permission\n", result.StderrText.Split("coffer: hint")[0]);
            Assert.Equal(73, result.ExitCode);
            Assert.Empty(result.StdoutText);
            Assert.Equal(before, await File.ReadAllBytesAsync(repository.PathOf(Name), TestContext.Current.CancellationToken));
            Assert.Equal(SealedRepository.Secrets, Directory.EnumerateFileSystemEntries(service).Count());

            var removed = await Somebody.CofferAsync(repository, "rm", $"staging/api/{Name}");
            Assert.Equal(73, removed.ExitCode);
            Assert.True(File.Exists(repository.PathOf(Name)));
        }
        finally
        {
            await RunAsync("chmod", "755", service);
        }
    }

    [NativeFact]
    public async Task A_full_disk_keeps_the_old_file()
    {
        var disk = Path.Combine(repository.Folder, "disk");
        Directory.CreateDirectory(disk);
        var mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", disk);
        Assert.SkipUnless(mounted.ExitCode == 0, $"no file system can be mounted here: {mounted.StderrText.TrimEnd()}");
        try
        {
            var file = Path.Combine(disk, "staging", "api", Name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(repository.PathOf(Name), file);
            await File.WriteAllTextAsync(
                Path.Combine(disk, "coffer.json"), "{ \"environments\": { \"staging\": {} } }", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(disk, "staging.tfvars"), "files = []\n", TestContext.Current.CancellationToken);
            await RunAsync("dd", "if=/dev/zero", $"of={disk}/filler", "bs=4096");

            var result = await ChildProcess.RunAsync(
                repository.Request(Executables.Coffer, "set", $"staging/api/{Name}", "--generate") with { Directory = disk });
            Assert.Equal(
                $"coffer: error: 'staging/api/{Name}' cannot be written: the disk is full\n", result.StderrText.Split("coffer: hint")[0]);
            Assert.Equal(73, result.ExitCode);
            Assert.Equal(
                await File.ReadAllBytesAsync(repository.PathOf(Name), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!));
            Assert.Equal(
                "files = []\n", await File.ReadAllTextAsync(Path.Combine(disk, "staging.tfvars"), TestContext.Current.CancellationToken));
        }
        finally
        {
            await RunAsync("umount", "-l", disk);
        }
    }

    private static Task<ProcessResult> RunAsync(string program, params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync(new ProcessRequest(program, arguments));
}
