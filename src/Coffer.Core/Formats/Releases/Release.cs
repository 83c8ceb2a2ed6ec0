namespace Coffer.Core.Formats.Releases;

/// <summary>How a release holds one secret.</summary>
internal abstract record ReleaseEntry;

/// <summary>A secret whose ciphertext is in the release itself.</summary>
internal sealed record InlineEntry(ReadOnlyMemory<byte> Ciphertext) : ReleaseEntry;

/// <summary>A larger secret: one version of its object.</summary>
/// <param name="Sha256">Of the ciphertext, 64 lower-case hexadecimal digits.</param>
/// <param name="Version">S3's version id.</param>
internal sealed record StoredEntry(string Sha256, string Version) : ReleaseEntry;

/// <summary>All secrets of a service at one time. spec/formats.md, section 7, has its bytes.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Service">The service.</param>
/// <param name="Secrets">Its secrets by their names within the service.</param>
/// <param name="Seed">The service's private key, sealed; null where it has no key pair.</param>
internal sealed record Release(
    string Environment, string Service, IReadOnlyDictionary<string, ReleaseEntry> Secrets, ReadOnlyMemory<byte>? Seed = null)
{
    /// <summary>The longest ciphertext that is in the release itself.</summary>
    public const int MaxInlineBytes = 16 * 1024;

    /// <summary>The longest release.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const string KeyEnd = "/.coffer/release.json";

    /// <summary>The object that holds a service's release.</summary>
    public static string KeyOf(string service) => service + KeyEnd;

    /// <summary>The service whose release an object holds; null where it holds none.</summary>
    public static string? ServiceOf(string key) =>
        key.EndsWith(KeyEnd, StringComparison.Ordinal) && key.IndexOf('/', StringComparison.Ordinal) == key.Length - KeyEnd.Length
            ? key[..^KeyEnd.Length]
            : null;

    /// <summary>Two names that differ only by case, which some file systems and all variables take for one; or null.</summary>
    public static (string First, string Second)? Twins(IEnumerable<string> names)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            if (!seen.TryAdd(name, name))
            {
                return (seen[name], name);
            }
        }

        return null;
    }
}
