using System.Text.Json.Serialization;
using Coffer.LocalAws.Services.S3.Objects;

namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>The documents of the data folder, without reflection.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObjectVersion))]
[JsonSerializable(typeof(BucketDocument))]
internal sealed partial class StorageJson : JsonSerializerContext;
