using System.Text.Json.Serialization;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>Temporary credentials that were handed out.</summary>
internal sealed record Session
{
    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public required string AccountId { get; init; }

    public required string Arn { get; init; }

    /// <summary>The role's id and the session's name.</summary>
    public required string UserId { get; init; }

    /// <summary>The session policy, as it was given.</summary>
    public string? Policy { get; init; }
}

/// <summary>How sessions are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Session))]
internal sealed partial class StsJson : JsonSerializerContext;
