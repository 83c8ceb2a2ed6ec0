namespace Coffer.Core.Tests.Formats.Envelopes;

/// <summary>A file of spec/vectors: lines of keys and values, an empty line, and the secret's file in base64.</summary>
internal sealed class VectorFile
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "vectors");

    private readonly Dictionary<string, string> values;

    private VectorFile(string name)
    {
        var parts = File.ReadAllText(Path.Combine(Folder, name + ".txt")).Split("\n\n", 2);
        values = parts[0].Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[^1]);
        Bytes = Convert.FromBase64String(parts[1]);
    }

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public byte[] Bytes { get; }

    public string Expect => values["expect"];

    public string Address => values["address"];

    public string Binding => values["binding"];

    public string[] Keys => values["keys"].Split(' ');

    public string Region => values["region"];

    /// <summary>What KMS gives; null where it refuses.</summary>
    public byte[]? DataKey => values.GetValueOrDefault("datakey") is { } hex ? Convert.FromHexString(hex) : null;

    /// <summary>The only entry that KMS opens, from 1.</summary>
    public int? Opens =>
        values.GetValueOrDefault("opens") is { } number ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : null;

    public int PlaintextBytes => int.Parse(values["plaintext-bytes"], System.Globalization.CultureInfo.InvariantCulture);

    public string PlaintextHash => values["plaintext-sha256"];

    public static VectorFile Load(string name) => new(name);
}
