using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// What a ciphertext is bound to: https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
/// </summary>
internal sealed class KmsContext
{
    private readonly SortedDictionary<string, string> pairs = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Pairs => pairs;

    /// <summary>The context of a request; empty where there is none. Values that are no text are read as their text.</summary>
    public static KmsContext Read(KmsParameters parameters, string member)
    {
        var context = new KmsContext();
        if (parameters.Map(member) is { } map)
        {
            foreach (var pair in map.EnumerateObject())
            {
                context.pairs[pair.Name] = Text(pair.Value);
            }
        }

        return context.pairs.Any(p => p.Key.Length == 0 || p.Value.Length == 0) ? throw Invalid() : context;
    }

    /// <summary>Every text with its length before it, in one order: two contexts never give the same bytes.</summary>
    public byte[] Canonical(string keyArn)
    {
        using var bytes = new MemoryStream();
        WriteText(bytes, keyArn);
        WriteNumber(bytes, pairs.Count);
        foreach (var (name, value) in pairs)
        {
            WriteText(bytes, name);
            WriteText(bytes, value);
        }

        return bytes.ToArray();
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw Invalid(),
    };

    private static AwsException Invalid() => KmsErrors.Validation("Invalid EncryptionContext");

    private static void WriteText(MemoryStream bytes, string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        WriteNumber(bytes, encoded.Length);
        bytes.Write(encoded);
    }

    private static void WriteNumber(MemoryStream bytes, int number)
    {
        Span<byte> buffer = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(buffer, number);
        bytes.Write(buffer);
    }
}
