using System.Text.Json.Serialization;
using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Storage;

/// <summary>How entities are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(ManagedPolicy))]
[JsonSerializable(typeof(OidcProvider))]
internal sealed partial class IamJson : JsonSerializerContext;
