using Coffer.Core.Repository;
using Coffer.Core.Tests.Formats;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Verification;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Verification;

public sealed class VerifierTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sound_tree_has_no_findings()
    {
        Seal("staging", 1, "api/a", "api/b-c", "api/tls/key", "web/a");
        Seal("production", 2, "api/a", "api/b-c");
        folder.Write("staging.tfvars", "files = [\"api/a\", \"api/b-c\", \"api/tls/key\", \"web/a\"]\n");
        folder.Write("production.tfvars.json", "{\"files\": [\"api/a\", \"api/b-c\"]}");
        folder.Write("staging/.gitkeep", "");
        folder.Write("staging/api/.gitattributes", "* binary");
        folder.Write("README.md", "x");
        Assert.Empty(Findings(out var secrets));
        Assert.Equal(6, secrets);
    }

    [Fact]
    public void Each_thing_that_is_wrong_is_found_once()
    {
        Seal("staging", 1, "api/good", "api/db-password", "api/db.password", "api/token", "api/TOKEN", "api/ld-preload", "api/not-listed");
        folder.Write("staging/api/big", KmsBlobs.Make(4097));
        folder.Write("staging/api/empty", "");
        folder.Write("staging/api/plain", "hunter2");
        folder.Write("staging/api/envelope", [2, 5, 0x78, .. new byte[200]]);
        folder.Write("staging/api/unknown", [0xFF, .. new byte[200]]);
        folder.Write("staging/api/a b", KmsBlobs.Unique());
        folder.Write("staging/loose", KmsBlobs.Unique());
        folder.Write("staging/api/.coffer-1.tmp", KmsBlobs.Unique());
        folder.Write("plaintext.txt", "x");
        folder.Write("staging.json.swp", "x");
        folder.Link("staging/api/link", "good");
        folder.Fifo("staging/api/fifo");
        folder.Write("staging.tfvars", """
            files = ["api/TOKEN", "api/big", "api/db-password", "api/db.password", "api/empty", "api/envelope", "api/fifo", "api/gone",
              "api/good", "api/good", "api/ld-preload", "api/link", "api/plain", "api/token", "api/unknown"]
            """);
        (string Path, Severity Severity, string Message)[] expected =
        [
            ("plaintext.txt", Severity.Warning, "its name says that it holds plaintext"),
            ("staging.json.swp", Severity.Warning, "its name says that it holds plaintext"),
            ("staging.tfvars", Severity.Error, "it lists 'api/gone' and there is no such file"),
            ("staging.tfvars", Severity.Error, "it lists 'api/good' 2 times"),
            ("staging/api/.coffer-1.tmp", Severity.Warning, "it was left by a command that was interrupted"),
            ("staging/api/a b", Severity.Error, "its path is not the address of a secret: the segment 'a b' has"),
            ("staging/api/big", Severity.Warning, "its plaintext has 4097 bytes, more than KMS encrypts"),
            ("staging/api/db.password", Severity.Error, "it and 'staging/api/db-password' would both set the variable DB_PASSWORD"),
            ("staging/api/empty", Severity.Error, "it is empty"),
            ("staging/api/envelope", Severity.Error, "it is a malformed Encryption SDK message: "),
            ("staging/api/fifo", Severity.Error, "'staging/api/fifo' is neither a file nor a folder"),
            ("staging/api/ld-preload", Severity.Error, "it would set LD_PRELOAD, which changes how programs run"),
            ("staging/api/link", Severity.Error, "'staging/api/link' is a link"),
            ("staging/api/not-listed", Severity.Error, "'staging.tfvars' does not list it"),
            ("staging/api/plain", Severity.Error, "it is text, not ciphertext"),
            ("staging/api/token", Severity.Error, "it differs from 'staging/api/TOKEN' only by case"),
            ("staging/api/unknown", Severity.Warning, "its outside is not that of a KMS ciphertext"),
            ("staging/loose", Severity.Error, "its path is not the address of a secret: it has no name after the service"),
        ];
        var findings = Findings(out var secrets)
            .OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(item => item.Path), findings.Select(finding => finding.Path));
        Assert.All(expected.Zip(findings), pair =>
        {
            Assert.Equal(pair.First.Severity, pair.Second.Severity);
            Assert.StartsWith(pair.First.Message, pair.Second.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", $"{pair.Second}", StringComparison.Ordinal);
        });
        Assert.Equal((18, 13), (findings.Count, findings.Count(finding => finding.Severity == Severity.Error)));
        Assert.Equal(14, secrets);
    }

    // The service's first name of a variable may differ from both twins: 'A-b' is A_B, and 'A_b' and 'a_b' are as they are.
    [Fact]
    public void Names_that_differ_only_by_case_are_found_beside_another_of_the_variable()
    {
        Seal("staging", 1, "api/A-b", "api/A_b", "api/a_b");
        folder.Write("staging.tfvars", "");
        var finding = Assert.Single(Findings(out _));
        Assert.Equal("staging/api/a_b", finding.Path);
        Assert.Equal("it differs from 'staging/api/A_b' only by case", finding.Message);
    }

    [Fact]
    public void Names_of_different_services_do_not_collide()
    {
        Seal("staging", 1, "api/token", "web/TOKEN", "api-2/token");
        folder.Write("staging.tfvars", "");
        Assert.Empty(Findings(out _));
    }

    [Fact]
    public void Plaintext_at_the_root_is_found_once_for_all_environments()
    {
        Seal("staging", 1, "api/a");
        Seal("production", 2, "api/a");
        folder.Write("coffer.json", """{"environments": {"staging": {}, "production": {}}}""");
        folder.Write("db-password.plain", "hunter2");
        Assert.Equal("db-password.plain", Assert.Single(Findings(out _)).Path);
    }

    [Fact]
    public void A_list_that_cannot_be_read_is_one_finding()
    {
        Seal("staging", 1, "api/a", "api/b");
        folder.Write("staging.tfvars", "files = [");
        var finding = Assert.Single(Findings(out _));
        Assert.Equal(("staging.tfvars", Severity.Error), (finding.Path, finding.Severity));
    }

    [Fact]
    public void Only_the_wanted_environments_are_reported()
    {
        folder.Write("coffer.json", """{"environments": {"staging": {}, "production": {"key": "alias/p"}}}""");
        folder.Write("staging/api/plain", "hunter2");
        folder.Write("production/api/plain", "hunter2");
        folder.Write("production/api/other", "hunter2");
        Assert.Equal(["staging/api/plain"], Findings(out var secrets, "staging").Select(finding => finding.Path));
        Assert.Equal(1, secrets);
        Assert.Equal(2, Findings(out secrets, "production").Count);
        Assert.Equal(2, secrets);
        Assert.Equal(3, Findings(out secrets).Count);
        Assert.Equal(3, secrets);
    }

    private void Seal(string environment, byte key, params string[] names) =>
        Assert.All(names, name => folder.Write($"{environment}/{name}", KmsBlobs.Unique(key)));

    private IReadOnlyList<Finding> Findings(out int secrets, params string[] wanted)
    {
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        (var findings, secrets) = Verifier.Verify(
            repository, wanted.Length == 0 ? repository.Environments : [.. wanted.Select(repository.Environment)]);
        return findings;
    }
}
