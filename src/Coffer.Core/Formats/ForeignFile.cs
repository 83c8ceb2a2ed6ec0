using System.Text;

namespace Coffer.Core.Formats;

/// <summary>What another tool has put in a secret's place, told by the file's first bytes; nothing of its content is kept.</summary>
/// <param name="Name">What it is, as a whole sentence's end.</param>
/// <param name="Mend">What to do.</param>
internal sealed record ForeignFile(string Name, string Mend)
{
    private const string Open = "open it with that tool, and seal what it holds with 'coffer set'";

    private static readonly (byte[] Start, ForeignFile File)[] Starts =
    [
        Starting("version https://git-lfs.github.com/spec/", "a pointer of Git LFS, not the file itself", Lfs),
        Starting("version https://hawser.github.com/spec/", "a pointer of Git LFS, not the file itself", Lfs),
        Starting(
            "/annex/objects/",
            "a pointer of git-annex, not the file itself",
            "'git annex get' fetches the file; a secret is small enough for Git itself"),
        Starting(
            "\0GITCRYPT\0",
            "a file that git-crypt has encrypted",
            "'git-crypt unlock' opens it; seal what it holds with 'coffer set', without git-crypt's filter in .gitattributes"),
        Starting("U2FsdGVkX1", "a file that transcrypt (or 'openssl enc') has encrypted", Open),
        Starting("Salted__", "a file that 'openssl enc' has encrypted", Open),
        Starting("age-encryption.org/", "a file that age has encrypted", Open),
        Starting("-----BEGIN AGE ENCRYPTED FILE-----", "a file that age has encrypted", Open),
        Starting("-----BEGIN PGP MESSAGE-----", "a file that PGP has encrypted", Open),
        Starting("$ANSIBLE_VAULT;", "a file that Ansible Vault has encrypted", Open),
        Starting("vault:v", "a ciphertext of Vault's transit engine", Open),
    ];

    private static readonly ForeignFile Sops =
        new("a file that SOPS has encrypted", "'sops -d' opens it; seal each value in it with 'coffer set'");

    private const string Lfs = "'git lfs pull' fetches the file; a secret needs no LFS: take its filter away in .gitattributes, and add "
        + "the file again";

    /// <summary>What another tool's file it is; null where none is known.</summary>
    public static ForeignFile? Of(ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        text = text.TrimStart(" \t\r\n"u8);
        foreach (var (start, file) in Starts)
        {
            if (text.StartsWith(start))
            {
                return file;
            }
        }

        // In YAML, JSON, INI and dotenv alike, each value of SOPS is in these marks.
        return text.IndexOf("ENC[AES256_GCM,data:"u8) >= 0 ? Sops : null;
    }

    private static (byte[] Start, ForeignFile File) Starting(string start, string name, string mend) =>
        (Encoding.UTF8.GetBytes(start), new ForeignFile(name, mend));
}
