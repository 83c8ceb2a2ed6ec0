using Coffer.Cli.Tests.NetworkTests;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.WritingTests;

/// <summary>kill -9 of rm, push and init at moments that can be seen from outside: the same command again does the rest.</summary>
public sealed class InterruptedCommandTests : IAsyncLifetime
{
    private readonly SealedRepository repository = new();

    public ValueTask InitializeAsync() => repository.InitializeAsync();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [NativeTheory]
    [InlineData("something is written")]
    [InlineData("it is off the list")]
    [InlineData("the file is gone")]
    public async Task Rm(string moment)
    {
        string list = Path.Combine(repository.Folder, "staging.tfvars"), file = repository.PathOf("SECRET_01");
        await File.WriteAllTextAsync(list, "files = [\"api/SECRET_01\", \"api/SECRET_02\"]\n", TestContext.Current.CancellationToken);
        await RunAsync(["rm", "staging/api/SECRET_01"], moment switch
        {
            "the file is gone" => () => !File.Exists(file),
            "it is off the list" => () => !File.ReadAllText(list).Contains("SECRET_01", StringComparison.Ordinal),
            _ => () => Directory.EnumerateFiles(repository.Folder, ".coffer-*").Any(),
        });
        var wasGone = !File.Exists(file);
        (var code, var stderr) = await RunAsync(["rm", "staging/api/SECRET_01"], static () => false);
        Assert.True(code == (wasGone ? 66 : 0), $"{code}: {stderr}");
        Assert.False(File.Exists(file));
        Assert.Equal("files = [\"api/SECRET_02\"]\n", await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken));
        RequireNothingLeft();
    }

    [NativeTheory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(20)]
    public async Task Push(int uploads)
    {
        foreach (var name in SealedRepository.Names)
        {
            await File.WriteAllBytesAsync(
                repository.PathOf(name), await repository.SealAsync("api", name, $"new {name}"), TestContext.Current.CancellationToken);
        }

        var puts = 0;
        using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) =>
        {
            _ = request.Method == "PUT" ? Interlocked.Increment(ref puts) : 0;
            return answer;
        });
        await KilledProcess.RunAsync(
            repository.Folder,
            ProcessEnvironment.Client(new Uri(server.Url)),
            ["push", "staging"],
            KilledProcess.When(() => Volatile.Read(ref puts) >= uploads));
        Assert.True(puts >= uploads);
        (var code, var stderr) = await RunAsync(["push", "staging"], static () => false);
        Assert.True(code == 0, $"{code}: {stderr}");
        using var s3 = repository.Aws.S3();
        foreach (var name in SealedRepository.Names)
        {
            using var there = await s3.GetObjectAsync(
                SealedRepository.Bucket, $"api/{name}", TestContext.Current.CancellationToken);
            using var content = new MemoryStream();
            await there.ResponseStream.CopyToAsync(content, TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllBytesAsync(repository.PathOf(name), TestContext.Current.CancellationToken), content.ToArray());
        }

        RequireNothingLeft();
    }

    [NativeTheory]
    [InlineData("coffer.json")]
    [InlineData("production.tfvars")]
    [InlineData(".gitignore")]
    public async Task Init(string written)
    {
        File.Delete(Path.Combine(repository.Folder, "coffer.json"));
        string[] command = ["init", "staging", "production"];
        await RunAsync(command, () => File.Exists(Path.Combine(repository.Folder, written)));
        (var code, var stderr) = await RunAsync(command, static () => false);

        // The killed one may have written the last file, too.
        Assert.True(code == 0 || (code == 73 && stderr.Contains("nothing to write", StringComparison.Ordinal)), $"{code}: {stderr}");
        Assert.All(
            (string[])["coffer.json", "staging.tfvars", "production.tfvars", ".gitignore", ".gitattributes"],
            name => Assert.True(File.Exists(Path.Combine(repository.Folder, name)), $"no {name}: {stderr}"));
        RequireNothingLeft();
    }

    private Task<(int Code, string Stderr)> RunAsync(string[] command, Func<bool> killWhen) =>
        KilledProcess.RunAsync(repository.Folder, repository.Aws.ClientEnvironment, command, KilledProcess.When(killWhen));

    private void RequireNothingLeft() =>
        Assert.Empty(Directory.EnumerateFiles(repository.Folder, ".coffer-*", SearchOption.AllDirectories));
}
