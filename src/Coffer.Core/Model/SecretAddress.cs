using System.Diagnostics.CodeAnalysis;

namespace Coffer.Core.Model;

/// <summary>Where a secret lives: <c>environment/service/name</c>, its path in the repository.</summary>
/// <param name="Environment">The environment, one segment.</param>
/// <param name="Service">The service, one segment.</param>
/// <param name="Name">The name within the service, one segment or more.</param>
internal sealed record SecretAddress(string Environment, string Service, string Name)
{
    /// <summary>
    /// The name under which a service's private key is sealed, and its file below the service's folder. It is no name of a secret.
    /// </summary>
    public const string SeedName = ".coffer/private-key";

    /// <summary>Whether it is that of a service's private key.</summary>
    public bool IsSeed => Name == SeedName;

    /// <summary>The S3 key, and the entry in a tfvars <c>files</c> list: <c>service/name</c>.</summary>
    public string Key => $"{Service}/{Name}";

    /// <summary>Whether it is a service or a folder's, or that name itself; everything is below the empty text.</summary>
    public bool IsBelow(string prefix) =>
        prefix.Length == 0 || Key == prefix || Key.StartsWith($"{prefix}/", StringComparison.Ordinal);

    /// <summary>Reads an address that somebody typed.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where it is no address.</exception>
    public static SecretAddress Parse(string text) =>
        TryParse(text, typed: true, out var address, out var problem)
            ? address
            : throw new CofferException(
                ErrorCode.Usage,
                $"what is given is not the address of a secret: {problem}",
                "an address is <environment>/<service>/<name>, for example 'staging/api/db-password'");

    /// <summary>Reads an address; says what is wrong where it is none.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out SecretAddress? address,
        [NotNullWhen(false)] out string? problem) => TryParse(text, typed: false, out address, out problem);

    private static bool TryParse(
        string text, bool typed, [NotNullWhen(true)] out SecretAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = AddressGrammar.PathProblem(text, typed);
        if (problem is null)
        {
            var parts = text.Split('/', 3);
            if (parts.Length == 3)
            {
                address = new SecretAddress(parts[0], parts[1], parts[2]);
                return true;
            }

            problem = parts.Length == 2 ? "it has no name after the service" : "it has no service and no name";
        }

        return false;
    }

    /// <summary>The address of an entry <c>service/name</c> of an environment.</summary>
    public static bool TryFromKey(
        string environment,
        string key,
        [NotNullWhen(true)] out SecretAddress? address,
        [NotNullWhen(false)] out string? problem) =>
        TryParse($"{environment}/{key}", out address, out problem);

    /// <inheritdoc/>
    public override string ToString() => $"{Environment}/{Service}/{Name}";
}
