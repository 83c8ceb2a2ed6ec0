using System.Security.Cryptography;
using System.Text;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>
/// A secret that nobody opens any more: its encryption context is in every ciphertext of it, the old ones in clones included, and a Deny
/// on it wins over every Allow and grant. Nothing is sealed under it either, as nobody could open that. The Terraform module writes the
/// same statement (<c>denied_secrets</c>).
/// </summary>
/// <param name="Environment">The environment.</param>
/// <param name="Service">The service.</param>
/// <param name="Name">The secret's name, or that of the service's private key.</param>
internal sealed record ClosedSecret(string Environment, string Service, string Name)
{
    private const int SidDigits = 16;

    /// <summary>For the key policy of each key that has sealed it: about everybody, callers of other accounts included.</summary>
    public Statement OfKeyPolicy() => Deny(["*"]) with { Principals = [Principal.Everybody] };

    /// <summary>For a service control policy: about those of the accounts that it is attached to.</summary>
    /// <param name="keyArns">The keys; empty for all keys.</param>
    public Statement OfControlPolicy(IReadOnlyList<string> keyArns) => Deny(keyArns is [] ? ["*"] : keyArns);

    private Statement Deny(IReadOnlyList<string> resources) => new(Sid(), Effect.Deny, KeyPermissions.All, resources)
    {
        Conditions = [Equal("environment", Environment), Equal("service", Service), Equal("secret", Name)],
    };

    // One name for one address, of the characters that every kind of policy takes: the same statement is never there twice.
    private string Sid()
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment}/{Service}/{Name}"));
        return $"Closed{Convert.ToHexStringLower(digest)[..SidDigits]}";
    }

    private static Condition Equal(string name, string value) => new("StringEquals", $"kms:EncryptionContext:{name}", [value]);
}
