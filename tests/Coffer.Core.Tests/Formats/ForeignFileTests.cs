using System.Text;
using Coffer.Core.Formats;
using Coffer.Core.Model;
using Xunit;

namespace Coffer.Core.Tests.Formats;

public sealed class ForeignFileTests
{
    private const int Binary = 200;

    public static TheoryData<string, string> Files { get; } = new()
    {
        { "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 184\n", "Git LFS" },
        { "version https://hawser.github.com/spec/v1\noid sha256:4d7a2146\nsize 184\n", "Git LFS" },
        { "/annex/objects/SHA256E-s31390--f50d7ac4.txt\n", "git-annex" },
        { "\0GITCRYPT\0", "git-crypt" },
        { "U2FsdGVkX1/ys02T3j7c2u2Mb8A0DTzU\n", "transcrypt" },
        { "Salted__", "openssl enc" },
        { "age-encryption.org/v1\n-> X25519 8hWaIUmk\n", "age" },
        { "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5\n", "age" },
        { "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "PGP" },
        { "$ANSIBLE_VAULT;1.1;AES256\n6238\n", "Ansible Vault" },
        { "vault:v1:8SDd3WHDOjf7mq69", "Vault's transit engine" },
        { "password: ENC[AES256_GCM,data:Tr7o,iv:1,tag:2,type:str]\nsops:\n    version: 3.9.0\n", "SOPS" },
        { "{\n  \"data\": \"ENC[AES256_GCM,data:Tr7o,iv:1,tag:2,type:str]\",\n  \"sops\": {}\n}", "SOPS" },
        { "PASSWORD=ENC[AES256_GCM,data:Tr7o,iv:1,tag:2,type:str]\nsops_version=3.9.0\n", "SOPS" },
        { "[db]\npassword = ENC[AES256_GCM,data:Tr7o,iv:1,tag:2,type:str]\n", "SOPS" },
    };

    public static TheoryData<string> Merged { get; } = new()
    {
        "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n",
        "before\n<<<<<<< HEAD\nours\n||||||| base\nold\n=======\ntheirs\n>>>>>>> 1a2b3c\nafter\n",
        "<<<<<<< HEAD\r\nours\r\n=======\r\ntheirs\r\n>>>>>>> branch\r\n",
        "<<<<<<< HEAD\n\u0001\0\u0002\n=======\n\u0001\0\u0003\n>>>>>>> branch\n",
    };

    [Fact]
    public void The_tables_are_whole()
    {
        Assert.Equal(15, Files.Count);
        Assert.Equal(4, Merged.Count);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Other_tools_files_are_named_with_the_way_out(string start, string tool)
    {
        var bytes = Encoding.UTF8.GetBytes(start);
        byte[][] forms = [bytes, [.. bytes, .. Enumerable.Range(0, Binary).Select(i => (byte)(i * 7))], [0xEF, 0xBB, 0xBF, .. bytes]];
        Assert.All(forms, form =>
        {
            var content = SealedContent.Of(form);
            Assert.Equal(SealedFormat.NotCiphertext, content.Format);
            Assert.Contains(tool, content.Problem, StringComparison.Ordinal);
            Assert.NotNull(content.Mend);
        });
    }

    [Theory]
    [MemberData(nameof(Merged))]
    public void Conflict_markers_are_named(string content)
    {
        var told = SealedContent.Of(Encoding.UTF8.GetBytes(content));
        Assert.Equal(SealedFormat.NotCiphertext, told.Format);
        Assert.Contains("conflict markers", told.Problem, StringComparison.Ordinal);
        Assert.Contains("--theirs", told.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a <<<<<<< b\n=======\n>>>>>>> c\n")]
    [InlineData("=======\n<<<<<<< a\n")]
    [InlineData("<<<<<<< a\n=======\n")]
    [InlineData("passage of time\nversion 1\n")]
    public void Ordinary_text_stays_text(string content) =>
        Assert.Equal("it is text, not ciphertext", SealedContent.Of(Encoding.UTF8.GetBytes(content)).Problem);
}
