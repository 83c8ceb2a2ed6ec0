using System.Text;
using Coffer.Core.Repository;
using Coffer.Core.Tests.Formats;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Verification;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Verification;

/// <summary>
/// What goes wrong by hand where secrets are made with 'aws kms encrypt', put below environment and service and added to a list in a
/// variables file: a row for each, and the rule that finds it. Done right, nothing is found.
/// </summary>
public sealed class ArticleFailureTests : IDisposable
{
    private const string Secret = "staging/api/encrypted-password";
    private const string Value = "master-password";

    private readonly TemporaryFolder folder = new();

    /// <summary>What somebody did, by name: the files that it leaves beside those that are right, and the rule.</summary>
    private static readonly Dictionary<string, (Dictionary<string, byte[]> Files, Rule Rule)> Cases = new()
    {
        ["the password itself is committed"] = (File(Secret, $"{Value}\n"), Rule.Plaintext),
        ["a TLS certificate is committed"] = (File(Secret, "-----BEGIN CERTIFICATE-----\nMIIB\n"), Rule.Plaintext),
        ["base64 --decode was forgotten"] = (File(Secret, Base64), Rule.Plaintext),
        ["--output text was forgotten"] = (File(Secret, $"\"{Base64}\"\n"), Rule.Plaintext),
        ["--query was forgotten"] = (File(Secret, $$"""{ "CiphertextBlob": "{{Base64}}", "KeyId": "x" }"""), Rule.Plaintext),
        ["the answer of decrypt was stored"] = (File(Secret, $$"""{ "CiphertextBlob": "x", "Plaintext": "{{Value}}" }"""), Rule.Plaintext),
        ["aws failed, and the shell made an empty file"] = (File(Secret, ""), Rule.Plaintext),
        ["the disk was full in the middle"] = (File(Secret, KmsBlobs.Unique()[..^20]), Rule.UnknownCiphertext),
        ["it was opened where it lies"] = (File("staging/api/plaintext-password", Value), Rule.Plaintext),
        ["rm plaintext-password was forgotten"] = (File("plaintext-password", Value), Rule.LeftOver),
        ["it was not added to files"] = (File("staging/api/token", KmsBlobs.Unique()), Rule.NotListed),
        ["files has a name that is not there"] = (List("\"api/encrypted-password\", \"api/tokem\""), Rule.ListMissingFile),
        ["files has the environment in it"] = (List("\"api/encrypted-password\", \"staging/api/token\""), Rule.ListMissingFile),
        ["files has a path"] = (List("\"./api/encrypted-password\""), Rule.ListNotAnAddress),
        ["files has it twice"] = (List("\"api/encrypted-password\", \"api/encrypted-password\""), Rule.ListTwice),
        ["files is not closed"] = (List("\"api/encrypted-password\"")
            .ToDictionary(file => file.Key, file => file.Value[..^2]), Rule.ListMalformed),
        ["the service was forgotten"] = (File("staging/encrypted-password", KmsBlobs.Unique()), Rule.NotAnAddress),
        ["staging's password is production's"] = (Copy("production/api/encrypted-password"), Rule.SameBytes),
        ["it was sealed with staging's key"] = (
            File("production/api/encrypted-password", KmsBlobs.Unique(key: 1)), Rule.OtherEnvironmentsKey),
        ["export would set one variable twice"] = (
            Listed("api/ENCRYPTED_PASSWORD", "api/encrypted-password"), Rule.VariableTwin),
        ["export would set PATH"] = (Listed("api/PATH", "api/encrypted-password"), Rule.DangerousVariable),
    };

    private static readonly byte[] Right = KmsBlobs.Unique(key: 1);

    private static string Base64 => Convert.ToBase64String(KmsBlobs.Unique());

    public static TheoryData<string> Names => [.. Cases.Keys];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_is_there() => Assert.Equal(21, Cases.Count);

    [Fact]
    public void Done_right_nothing_is_found()
    {
        WriteRight();
        Assert.Empty(Findings());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_found(string name)
    {
        WriteRight();
        var (files, rule) = Cases[name];
        foreach (var (path, content) in files)
        {
            folder.Write(path, content is [_] ? Right : content);
        }

        var found = Findings();
        Assert.Contains(found, finding => finding.Rule == rule);
        Assert.All(found, finding => Assert.DoesNotContain(Value, $"{finding.Message} {finding.Hint}", StringComparison.Ordinal));
    }

    [Fact]
    public void Ciphertext_that_was_not_decoded_is_no_leak()
    {
        string[] undecoded = [.. Cases.Keys.Where(name => name.EndsWith("was forgotten", StringComparison.Ordinal)
            && Cases[name].Rule == Rule.Plaintext)];
        Assert.Equal(3, undecoded.Length);
        foreach (var name in undecoded)
        {
            WriteRight();
            folder.Write(Secret, Cases[name].Files[Secret]);
            Assert.Contains("nothing has leaked", Assert.Single(Findings()).Hint, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, byte[]> File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    private static Dictionary<string, byte[]> File(string path, byte[] content) => new() { [path] = content };

    private static Dictionary<string, byte[]> List(string entries) => File("staging.tfvars", $"files = [{entries}]\n");

    // One byte stands for what the right file has.
    private static Dictionary<string, byte[]> Copy(string path) => File(path, [1]);

    private static Dictionary<string, byte[]> Listed(string another, string first) => new()
    {
        [$"staging/{another}"] = KmsBlobs.Unique(),
        ["staging.tfvars"] = Encoding.UTF8.GetBytes($"files = [\"{another}\", \"{first}\"]\n"),
    };

    private void WriteRight()
    {
        folder.Write("coffer.json", """{"environments": {"staging": {"key": "alias/s"}, "production": {"key": "alias/p"}}}""");
        folder.Write(Secret, Right);
        folder.Write("staging/web/token", KmsBlobs.Unique(key: 1));
        folder.Write("staging.tfvars", "files = [\"api/encrypted-password\", \"web/token\"]\n");
        folder.Write("production/api/encrypted-password", KmsBlobs.Unique(key: 2));
        folder.Write("production/web/token", KmsBlobs.Unique(key: 2));
        folder.Write("production.tfvars", "files = [\"api/encrypted-password\", \"web/token\"]\n");
    }

    private IReadOnlyList<Finding> Findings()
    {
        var repository = SecretRepository.Open(folder.Path, Variables.None);
        return Verifier.Verify(repository, repository.Environments).Findings;
    }
}
