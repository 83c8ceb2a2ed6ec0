using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coffer.Core.Model;

/// <summary>Refuses to write a value as JSON, wherever in an object it is.</summary>
internal sealed class NoSerialization : JsonConverter<SecretValue>
{
    /// <inheritdoc/>
    public override SecretValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw Refused();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SecretValue value, JsonSerializerOptions options) => throw Refused();

    private static NotSupportedException Refused() => new("a secret's value is not serialized");
}
