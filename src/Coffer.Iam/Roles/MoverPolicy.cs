using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>
/// Who re-encrypts between keys, for <c>rekey</c>, <c>mv</c>, <c>cp</c> and <c>adopt</c>. It opens: who has it and a key of
/// their own can read every secret there. So it is handed out for as long as the work takes.
/// </summary>
internal static class MoverPolicy
{
    // A request without any encryption context.
    private static readonly Condition Unbound = new("Null", "kms:EncryptionContextKeys", ["true"]);

    /// <summary>The document.</summary>
    /// <param name="resources">The environment, with the old and the new key.</param>
    /// <param name="service">One of its services; null for all.</param>
    public static PolicyDocument Of(EnvironmentResources resources, string? service)
    {
        var move = new Statement("MoveSecrets", Effect.Allow, [KeyPermissions.ReEncryptFrom, KeyPermissions.ReEncryptTo], resources.KeyArns)
        {
            Conditions = resources.Context(service),
        };
        var adopt = new Statement("AdoptUnbound", Effect.Allow, [KeyPermissions.ReEncryptFrom], resources.KeyArns)
        {
            Conditions = [Unbound],
        };
        return new PolicyDocument(resources.Bound ? [move, adopt] : [move]);
    }
}
