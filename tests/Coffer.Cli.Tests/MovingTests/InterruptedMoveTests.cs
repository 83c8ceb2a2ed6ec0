using Amazon.KeyManagementService.Model;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.MovingTests;

/// <summary>
/// kill -9 of mv and cp of a service, at moments that its files show: the same command again does the rest, says so, and ends with 0.
/// </summary>
public sealed class InterruptedMoveTests
{
    private const string Denied = "kms Decrypt status 400 AccessDeniedException\n";

    private static readonly (string Name, Func<string, bool> IsNow)[] Moments =
    [
        ("something is written", static folder => Directory.EnumerateFileSystemEntries(folder, ".coffer-*").Any()),
        ("the first is at its new place", static folder => At(folder, "web").Any()),
        ("half are listed at their new places", static folder => Listed(folder, "web/") >= SealedRepository.Secrets / 2),
        ("all are at both places", static folder => At(folder, "web").Count() == SealedRepository.Secrets),
        ("an old one is not listed", static folder => Listed(folder, "api/") is > 0 and < SealedRepository.Secrets),
        ("half of the old ones are gone", static folder => At(folder, "api").Count() <= SealedRepository.Secrets / 2),
        ("the old ones are gone", static folder => !At(folder, "api").Any()),
        ("their folder is gone", static folder => !Directory.Exists(Path.Combine(folder, "staging", "api"))),
    ];

    [NativeTheory]
    [InlineData("mv", "")]
    [InlineData("cp", "")]
    [InlineData("mv", Denied)]
    [InlineData("cp", Denied)]
    public async Task The_same_command_again_does_the_rest(string verb, string faults)
    {
        int killed = 0, tried = 0;
        foreach ((var name, var isNow) in verb == "mv" ? Moments : Moments[..4])
        {
            await using var repository = await SealedRepository.WithFaultsAsync(faults, log: false);
            await WriteListAsync(repository.Folder);
            string[] command = [verb, "staging/api", "staging/web"];
            (var code, var stderr) = await KilledProcess.RunAsync(
                repository.Folder, repository.Aws.ClientEnvironment, command, KilledProcess.When(() => isNow(repository.Folder)));
            Assert.True(code is 0 or 137, $"{name}: {code} {stderr}");
            tried++;
            if (code == 0)
            {
                // It was faster than the look at its files: there is nothing to repeat.
                continue;
            }

            killed++;
            (code, stderr) = await KilledProcess.RunAsync(
                repository.Folder, repository.Aws.ClientEnvironment, command, static stop => Task.Delay(Timeout.Infinite, stop));
            Assert.True(code == 0, $"killed when {name}, then: {code} {stderr}");
            Assert.Contains("'staging/web/", stderr, StringComparison.Ordinal);
            await RequireDoneAsync(repository, keeps: verb == "cp", canOpen: faults.Length == 0);
        }

        Assert.Equal(verb == "mv" ? 8 : 4, tried);
        Assert.True(killed >= tried / 2, $"{killed} of {tried} were killed: the moments are badly chosen");
    }

    private static IEnumerable<string> At(string folder, string service)
    {
        var path = Path.Combine(folder, "staging", service);
        try
        {
            return Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "SECRET_*").Order(StringComparer.Ordinal)] : [];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static int Listed(string folder, string prefix) =>
        File.ReadAllText(Path.Combine(folder, "staging.tfvars")).Split($"\"{prefix}").Length - 1;

    private static Task WriteListAsync(string folder) => File.WriteAllTextAsync(
        Path.Combine(folder, "staging.tfvars"),
        $"files = [{string.Join(", ", SealedRepository.Names.Select(static name => $"\"api/{name}\""))}]\n");

    private static async Task RequireDoneAsync(SealedRepository repository, bool keeps, bool canOpen)
    {
        Assert.Equal(SealedRepository.Names, At(repository.Folder, "web").Select(Path.GetFileName));
        Assert.Equal(SealedRepository.Secrets, Listed(repository.Folder, "web/"));
        Assert.Equal(keeps ? SealedRepository.Secrets : 0, Listed(repository.Folder, "api/"));
        Assert.Equal(keeps, Directory.Exists(Path.Combine(repository.Folder, "staging", "api")));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(repository.Folder, "*", SearchOption.AllDirectories),
            static path => Path.GetFileName(path).StartsWith(".coffer-", StringComparison.Ordinal));
        using var kms = repository.Aws.Kms();
        foreach (var number in Enumerable.Range(1, SealedRepository.Secrets))
        {
            var name = SealedRepository.NameOf(number);
            var blob = await File.ReadAllBytesAsync(Path.Combine(repository.Folder, "staging", "web", name));
            if (canOpen)
            {
                Assert.Equal(SealedRepository.ValueOf(number), await repository.OpenAsync("web", name, blob));
                continue;
            }

            // Throws where the file is not sealed for its place.
            using var ciphertext = new MemoryStream(blob);
            await kms.ReEncryptAsync(new ReEncryptRequest
            {
                CiphertextBlob = ciphertext,
                SourceEncryptionContext = new() { ["environment"] = "staging", ["service"] = "web", ["secret"] = name },
                DestinationKeyId = "alias/secrets",
            });
        }
    }
}
