using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>Who seals secrets, and reads none.</summary>
internal static class WriterPolicy
{
    private static readonly Condition OnSameKey = new("Bool", "kms:ReEncryptOnSameKey", ["true"]);

    /// <summary>The document.</summary>
    /// <param name="resources">The environment.</param>
    /// <param name="service">One of its services; null for all.</param>
    public static PolicyDocument Of(EnvironmentResources resources, string? service) => new(
    [
        new Statement("SealSecrets", Effect.Allow, KeyPermissions.Sealing, resources.KeyArns) { Conditions = resources.Context(service) },

        // For a secret that moves within the key. KMS asks for the source's context here, and for the destination's above.
        new Statement(
            "MoveWithinKey",
            Effect.Allow,
            [KeyPermissions.ReEncryptFrom],
            resources.KeyArns) { Conditions = [.. resources.Context(service), OnSameKey] },
    ]);
}
