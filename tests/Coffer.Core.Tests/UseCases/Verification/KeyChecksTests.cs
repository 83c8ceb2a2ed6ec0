using Coffer.Core.Repository;
using Coffer.Core.Tests.Formats;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Verification;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Verification;

public sealed class KeyChecksTests : IDisposable
{
    private const string TwoKeys = """{"environments": {"staging": {"key": "alias/s"}, "production": {"key": "alias/p"}}}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_key_belongs_to_the_environment_with_most_of_its_files()
    {
        folder.Write("coffer.json", TwoKeys);
        Seal("staging", 1, "a", "b", "c");
        Seal("production", 2, "a", "b");
        Seal("production", 1, "c");
        var errors = Errors();
        Assert.Equal(["production/api/c: it is sealed with the key of the files of 'staging'"], errors);
        Assert.Equal(errors, Errors("production"));
        Assert.Empty(Errors("staging"));
    }

    [Fact]
    public void With_as_many_on_both_sides_both_are_named()
    {
        folder.Write("coffer.json", TwoKeys);
        Seal("staging", 1, "a");
        Seal("production", 1, "a");
        Assert.Equal(
            [
                "production/api/a: it is sealed with the key of the files of 'staging'",
                "staging/api/a: it is sealed with the key of the files of 'production'",
            ],
            Errors());
    }

    [Fact]
    public void Of_three_environments_all_but_the_owner_are_named()
    {
        folder.Write("coffer.json", """{"environments": {"a": {"key": "a"}, "b": {"key": "b"}, "c": {"key": "c"}}}""");
        Seal("a", 1, "x");
        Seal("b", 1, "x", "y");
        Seal("c", 1, "x");
        Assert.Equal(
            ["a/api/x: it is sealed with the key of the files of 'b'", "c/api/x: it is sealed with the key of the files of 'b'"], Errors());
    }

    [Theory]
    [InlineData("{}", "{}", true)]
    [InlineData("{\"key\": \"alias/x\"}", "{\"key\": \"alias/x\"}", true)]
    [InlineData("{\"key\": \"alias/x\"}", "{\"keys\": [\"alias/y\", \"alias/x\"]}", true)]
    [InlineData("{\"key\": \"alias/x\"}", "{\"key\": \"alias/y\"}", false)]
    [InlineData("{\"region\": \"eu-west-1\"}", "{\"region\": \"us-east-1\"}", false)]
    [InlineData("{\"region\": \"eu-west-1\"}", "{}", false)]
    [InlineData(
        "{\"key\": \"arn:aws:kms:eu-west-1:1:key/a\", \"region\": \"eu-west-1\"}", "{\"key\": \"arn:aws:kms:eu-west-1:1:key/a\"}", true)]
    public void Two_environments_may_be_configured_to_one_key(string staging, string production, bool oneKey)
    {
        folder.Write("coffer.json", $"{{\"environments\": {{\"staging\": {staging}, \"production\": {production}}}}}");
        Seal("staging", 1, "a", "b");
        Seal("production", 1, "a");
        Assert.Equal(oneKey ? 0 : 1, Errors().Length);
    }

    [Fact]
    public void Another_key_within_an_environment_is_worth_knowing()
    {
        folder.Write("coffer.json", TwoKeys);
        Seal("staging", 1, "a", "b", "c");
        Seal("staging", 7, "rotated");
        Seal("production", 2, "a");
        var finding = Assert.Single(Verify());
        Assert.Equal((Severity.Information, "staging/api/rotated"), (finding.Severity, finding.Path));
        var fingerprint = Convert.ToHexStringLower(KmsBlobs.Fingerprint(7));
        Assert.Contains($"(fingerprint {fingerprint[..16]}", finding.Message, StringComparison.Ordinal);
    }

    private void Seal(string environment, byte key, params string[] names) =>
        Assert.All(names, name => folder.Write($"{environment}/api/{name}", KmsBlobs.Unique(key)));

    private string[] Errors(params string[] wanted) =>
        [.. Verify(wanted).Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Path}: {finding.Message}")];

    private IReadOnlyList<Finding> Verify(params string[] wanted)
    {
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        return Verifier.Verify(
            repository, wanted.Length == 0 ? repository.Environments : [.. wanted.Select(repository.Environment)]).Findings;
    }
}
