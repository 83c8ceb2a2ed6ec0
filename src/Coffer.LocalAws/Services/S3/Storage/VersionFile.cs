using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>
/// A version's file: its body, then what is known of it as JSON, then that JSON's length in 4 bytes. One file, so that one rename
/// makes a version; at the end, because checksum and ETag are known when the body has passed.
/// </summary>
internal static class VersionFile
{
    public static void WriteFooter(Stream file, ObjectVersion version)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(version, StorageJson.Default.ObjectVersion);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, json.Length);
        file.Write(json);
        file.Write(length);
    }

    public static ObjectVersion Read(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> length = stackalloc byte[sizeof(int)];
        file.Seek(-sizeof(int), SeekOrigin.End);
        file.ReadExactly(length);
        var json = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        file.Seek(-sizeof(int) - json.Length, SeekOrigin.End);
        file.ReadExactly(json);
        return JsonSerializer.Deserialize(json, StorageJson.Default.ObjectVersion)
            ?? throw new InvalidDataException($"{path} holds no version");
    }
}

/// <summary>The documents of the data folder, without reflection.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObjectVersion))]
[JsonSerializable(typeof(BucketDocument))]
internal sealed partial class StorageJson : JsonSerializerContext;
