using System.Security.Cryptography;
using System.Text;

namespace Vectors;

/// <summary>A file of the vectors.</summary>
/// <param name="Name">What it is called, which says what is wrong.</param>
/// <param name="Expect">How it ends.</param>
/// <param name="Comment">Why.</param>
/// <param name="File">The secret's file.</param>
internal sealed record Vector(string Name, string Expect, string Comment, byte[] File)
{
    public string Address { get; init; } = Message.Address;

    public string Binding { get; init; } = "bound";

    public string[] Keys { get; init; } = [Message.Key];

    public string Region { get; init; } = "eu-west-1";

    public byte[]? DataKey { get; init; }

    /// <summary>Which entry KMS opens, from 1; null for any.</summary>
    public int? Opens { get; init; }

    public byte[]? Plaintext { get; init; }

    /// <summary>What the outside of a KMS blob tells.</summary>
    public int? PlaintextBytes { get; init; }

    public string Text()
    {
        var text = new StringBuilder();
        void Line(string key, string? value) => _ = value is null ? text : text.Append(key).Append(": ").Append(value).Append('\n');
        Line("expect", Expect);
        Line("address", Address);
        Line("binding", Binding);
        Line("keys", string.Join(' ', Keys));
        Line("region", Region);
        Line("datakey", DataKey is null ? null : Convert.ToHexStringLower(DataKey));
        Line("opens", Opens?.ToString());
        Line("plaintext-bytes", (PlaintextBytes ?? Plaintext?.Length)?.ToString());
        Line("plaintext-sha256", Plaintext is null ? null : Convert.ToHexStringLower(SHA256.HashData(Plaintext)));
        Line("comment", Comment);
        text.Append('\n');
        foreach (var line in Convert.ToBase64String(File).Chunk(76))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}
