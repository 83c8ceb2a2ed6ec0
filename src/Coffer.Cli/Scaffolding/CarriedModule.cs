using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coffer.Core.Configuration;

namespace Coffer.Cli.Scaffolding;

/// <summary>The Terraform module that this program carries: its files, and the note beside them that says whose they are.</summary>
internal static class CarriedModule
{
    /// <summary>Where it lies in a repository.</summary>
    public const string Folder = "modules/coffer";

    /// <summary>What Terraform calls it.</summary>
    public const string Source = $"./{Folder}";

    /// <summary>The note: version, digest, and the digest of each file.</summary>
    public const string NoteName = "module.json";

    private const string Resources = "module/";

    /// <summary>The version of this program.</summary>
    public static string Version { get; } = typeof(CarriedModule).Assembly.GetName().Version!.ToString(3);

    /// <summary>Its files by name, in the order of names.</summary>
    public static SortedDictionary<string, byte[]> Files { get; } = Read();

    /// <summary>
    /// SHA-256 over the lines that <c>sha256sum *.tf</c> prints, so that it can be checked by hand.
    /// </summary>
    /// <param name="digests">The digest of each file, in hexadecimal digits.</param>
    public static string DigestOf(IEnumerable<KeyValuePair<string, string>> digests) => Hex(Encoding.UTF8.GetBytes(string.Concat(
        digests.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Value}  {file.Key}\n"))));

    /// <summary>SHA-256 in hexadecimal digits.</summary>
    public static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The note of this version.</summary>
    public static byte[] Note()
    {
        var digests = Files.ToDictionary(file => file.Key, file => Hex(file.Value));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("sha256", DigestOf(digests));
            json.WriteStartObject("files");
            foreach (var (name, digest) in digests)
            {
                json.WriteString(name, digest);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Refuses an environment whose folder would be that of the module.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public static void RequireFree(IEnumerable<EnvironmentSettings> environments)
    {
        var above = Folder.Split('/')[0];
        if (environments.Any(environment => string.Equals(environment.Name, above, StringComparison.OrdinalIgnoreCase)))
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"an environment called '{above}' would have its secrets in the folder of Terraform's module",
                "choose another name, or say where the module is: --module");
        }
    }

    private static SortedDictionary<string, byte[]> Read()
    {
        var assembly = typeof(CarriedModule).Assembly;
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files.Add(resource[Resources.Length..], content);
        }

        return files;
    }
}
