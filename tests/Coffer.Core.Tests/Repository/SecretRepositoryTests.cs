using Coffer.Core.Model;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Repository;

public sealed class SecretRepositoryTests : IDisposable
{
    private static readonly SecretAddress Address = SecretAddress.Parse("staging/api/tls/key");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_root_is_found_upwards()
    {
        folder.Write("coffer.json", """{"environments": {"staging": {}}}""");
        var inside = folder.MakeFolder("staging/api/tls");
        Assert.Equal(folder.Path, SecretRepository.Open(inside, Variables.None).Root);
        Assert.Equal(folder.Path, SecretRepository.Open(folder.Path, Variables.None).Root);
        Assert.Equal(folder.Path, SecretRepository.Open(folder.At("not/there/yet"), Variables.None).Root);
    }

    [Fact]
    public void The_nearest_configuration_counts()
    {
        folder.Write("coffer.json", """{"environments": {"outer": {}}}""");
        folder.Write("sub/coffer.json", """{"environments": {"inner": {}}}""");
        var repository = SecretRepository.Open(folder.MakeFolder("sub/inner/api"), Variables.None);
        Assert.Equal(folder.At("sub"), repository.Root);
        Assert.Equal("inner", Assert.Single(repository.Environments).Name);
    }

    [Fact]
    public void A_configuration_that_is_no_readable_file_is_an_error()
    {
        folder.Link("coffer.json", "elsewhere");
        Failures.Of(ErrorCode.Malformed, () => SecretRepository.Open(folder.Path, Variables.None));
        folder.MakeFolder("sub/coffer.json");
        Failures.Of(ErrorCode.Malformed, () => SecretRepository.Open(folder.At("sub"), Variables.None));
        folder.Write("bad/coffer.json", "{");
        Failures.Of(ErrorCode.Configuration, () => SecretRepository.Open(folder.At("bad"), Variables.None));
    }

    [Fact]
    public void With_a_configuration_its_environments_are_all_there_are()
    {
        folder.Write("coffer.json", """{"environments": {"staging": {"bucket": "its-bucket"}, "production": {}}}""");
        folder.Write("other/api/a", "x");
        folder.Write("other.tfvars", "files = []");
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        Assert.Equal(["staging", "production"], repository.Environments.Select(environment => environment.Name));
        Assert.Equal("its-bucket", repository.Environment("staging").Bucket);
        var exception = Failures.Of(ErrorCode.Configuration, () => repository.Environment("other\u001b"));
        Assert.Equal("coffer.json has no environment of the name that was given", exception.Message);
        Assert.Contains("'staging', 'production'", exception.Hint, StringComparison.Ordinal);
        Failures.Of(ErrorCode.Configuration, () => repository.Environment("Staging"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    public void Without_one_an_environment_is_a_folder_and_listed_where_variables_are_beside_it(string? configuration)
    {
        if (configuration is not null)
        {
            folder.Write("coffer.json", configuration);
        }

        folder.Write("staging/api/a", "x");
        folder.Write("staging.tfvars", "files = []");
        folder.Write("production/api/a", "x");
        folder.Write("production.tfvars.json", "{}");
        folder.Write("docs/readme/a", "x");
        folder.Write(".git/objects/a", "x");
        folder.Write(".git.tfvars", "x");
        folder.Write("lonely.tfvars", "files = []");
        folder.Write("away.tfvars", "files = [\"api/a\"]");
        folder.Write("file", "x");
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        Assert.Equal(["away", "production", "staging"], repository.Environments.Select(environment => environment.Name));
        Assert.Equal("docs-secrets", repository.Environment("docs").Bucket);
        Assert.Equal("lonely", repository.Environment("lonely").Name);
        Assert.All((string[])["none", "file", "stag"], name => Failures.Of(ErrorCode.Configuration, () => repository.Environment(name)));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("/tmp")]
    [InlineData("../")]
    [InlineData("staging/api")]
    [InlineData(".git")]
    public void What_is_no_name_is_no_environment(string name)
    {
        folder.MakeFolder("root/staging/api");
        folder.MakeFolder("root/.git");
        var repository = SecretRepository.Open(folder.At("root"), Variables.None);
        Failures.Of(ErrorCode.Configuration, () => repository.Environment(name));
    }

    [Fact]
    public void A_secret_is_written_and_read_and_removed_with_its_empty_folders()
    {
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        Assert.Equal(FileKind.Missing, repository.KindOf(Address));
        Failures.Of(ErrorCode.NotFound, () => repository.Read(Address));
        repository.Write(Address, [1, 2, 3]);
        Assert.Equal(FileKind.File, repository.KindOf(Address));
        Assert.Equal([1, 2, 3], repository.Read(Address));
        Assert.Equal(folder.At("staging/api/tls/key"), repository.PathOf(Address));
        repository.Delete(Address);
        Assert.True(Directory.Exists(folder.Path));
        Assert.Empty(folder.Everything());
    }

    [Theory]
    [InlineData("staging/api/tls/other")]
    [InlineData("staging/api/.gitkeep")]
    [InlineData("staging/web/a")]
    public void Removing_leaves_what_is_others(string other)
    {
        folder.Write(other, "x");
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        repository.Write(Address, [1]);
        repository.Delete(Address);
        Assert.Equal([other], folder.Everything().Where(path => File.Exists(folder.At(path))));
        Assert.Equal(other.Count(c => c == '/'), folder.Everything().Count(path => Directory.Exists(folder.At(path))));
    }

    [Fact]
    public void A_link_on_the_way_is_refused_by_everything()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("tls/key", "theirs");
        elsewhere.Write("key", "theirs");
        foreach (var link in (string[])["staging", "staging/api", "staging/api/tls"])
        {
            folder.MakeFolder(Path.Combine("x", Path.GetDirectoryName(link)!));
            var root = folder.MakeFolder($"root-{link.Length}");
            Directory.CreateDirectory(Path.Combine(root, Path.GetDirectoryName(link)!));
            Directory.CreateSymbolicLink(Path.Combine(root, link), elsewhere.Path);
            var repository = SecretRepository.Open(root, Variables.None);
            Action[] actions =
            [
                () => repository.Read(Address),
                () => repository.KindOf(Address),
                () => repository.Write(Address, [1]),
                () => repository.Delete(Address),
            ];
            Assert.All(actions, action => Assert.Equal(
                $"'{link}' on the way to 'staging/api/tls/key' is a link", Failures.Of(ErrorCode.Malformed, action).Message));
            Assert.Empty(repository.List("staging"));
        }

        Assert.Equal(["key", "tls", "tls/key"], elsewhere.Everything());
    }

    [Fact]
    public void A_file_on_the_way_is_refused()
    {
        folder.Write("staging/api", "a file");
        var exception = Failures.Of(ErrorCode.Malformed, () => SecretRepository.Open(folder.Path, Variables.None).Write(Address, [1]));
        Assert.Equal("'staging/api' on the way to 'staging/api/tls/key' is no folder", exception.Message);
    }

    [Fact]
    public void A_list_is_of_an_environment_or_a_service_or_a_folder_or_a_secret()
    {
        string[] all = ["staging/api/a", "staging/api/tls/a", "staging/api/tls/b", "staging/api-2/a", "staging/web/a"];
        Assert.All(all, path => folder.Write(path, "x"));
        folder.Write("production/api/a", "x");
        folder.Write("staging/api/.coffer-1.tmp", "x");
        folder.Write("staging/loose", "x");
        folder.Link("staging/api/link", "a");
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        string[] Listed(string below) => [.. repository.List("staging", below).Select(address => address.ToString())];

        Assert.Equal(all.Order(StringComparer.Ordinal), Listed("").Order(StringComparer.Ordinal));
        Assert.Equal(["staging/api/a", "staging/api/tls/a", "staging/api/tls/b"], Listed("api"));
        Assert.Equal(["staging/api/tls/a", "staging/api/tls/b"], Listed("api/tls"));
        Assert.Equal(["staging/api/a"], Listed("api/a"));
        Assert.Empty(Listed("ap"));
        Assert.Empty(Listed("api/t"));
        Assert.Empty(repository.List("none"));
    }

    /// <summary>A reader takes no lock: what is moved beside it is at its old place or at its new one, and never at none.</summary>
    [Fact]
    public async Task A_secret_that_is_moved_beside_a_reading_is_in_it()
    {
        const int Moves = 300;
        const int Others = 40;
        folder.Write("coffer.json", """{"environments": {"staging": {}}}""");
        for (var number = 0; number < Others; number++)
        {
            folder.Write($"staging/m{number:00}/name", "x");
        }

        folder.Write("staging/a/kept", "x");
        folder.Write("staging/z/kept", "x");
        folder.Write("staging/z/x", "x");
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        for (var move = 0; move < Moves; move++)
        {
            var (from, to) = move % 2 == 0 ? ("staging/z/x", "staging/a/x") : ("staging/a/x", "staging/z/x");
            using var ready = new ManualResetEventSlim();
            var moving = Task.Run(
                () =>
                {
                    ready.Set();
                    Thread.SpinWait(move * 150);
                    File.Move(folder.At(from), folder.At(to));
                },
                TestContext.Current.CancellationToken);
            ready.Wait(TestContext.Current.CancellationToken);
            var found = repository.ListWhole("staging");
            await moving;
            Assert.Equal(Others + 3, found.Count);
        }
    }
}
