using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>How keys and aliases are kept.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KmsKey))]
[JsonSerializable(typeof(KmsAlias))]
internal sealed partial class KmsJson : JsonSerializerContext;
