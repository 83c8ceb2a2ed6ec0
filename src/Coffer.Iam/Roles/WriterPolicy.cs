using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>Who seals secrets, and reads none.</summary>
internal static class WriterPolicy
{
    // ReEncrypt is allowed only where both contexts fit, that of the source and that of the destination.
    private static readonly string[] Sealing = ["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

    /// <summary>The document.</summary>
    /// <param name="resources">The environment.</param>
    /// <param name="service">One of its services; null for all.</param>
    public static PolicyDocument Of(EnvironmentResources resources, string? service) =>
        new([new Statement("SealSecrets", Effect.Allow, Sealing, resources.KeyArns) { Conditions = resources.Context(service) }]);
}
