using Coffer.Core.Model;

namespace Coffer.Core.Configuration;

/// <summary>What is known of an environment; every field has the convention of plain AWS CLI users as its default.</summary>
internal sealed record EnvironmentSettings(string Name)
{
    /// <summary>The alias that is used where nothing else is said.</summary>
    public static readonly KeyName DefaultKey = KeyName.Parse("alias/secrets", "the convention");

    /// <summary>The KMS keys, the one that seals first; ids, ARNs or aliases.</summary>
    public IReadOnlyList<KeyName> Keys { get; init; } = [DefaultKey];

    /// <summary>The bucket.</summary>
    public string Bucket { get; init; } = $"{Name}-secrets";

    /// <summary>The AWS region; null where the usual AWS settings decide.</summary>
    public string? Region { get; init; }

    /// <summary>Whether ciphertexts are bound to their addresses.</summary>
    public Binding Binding { get; init; }

    /// <summary>Which format <c>set</c> writes.</summary>
    public FormatChoice Format { get; init; }

    /// <summary>What is said of single services.</summary>
    public IReadOnlyDictionary<string, ServiceSettings> Services { get; init; } = new Dictionary<string, ServiceSettings>();

    /// <summary>The local AWS; null for the real one, or where AWS_ENDPOINT_URL says it.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How secrets of this environment are sealed.</summary>
    public SealingPolicy Policy => new(Keys, Binding, Format, Services);
}
