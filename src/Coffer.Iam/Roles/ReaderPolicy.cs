using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>Who reads one service: its objects, and its secrets under its own encryption context.</summary>
internal static class ReaderPolicy
{
    /// <summary>The document.</summary>
    /// <param name="resources">The environment.</param>
    /// <param name="service">The service.</param>
    /// <param name="mayList">A release names its secrets: only a container without one has to look for them.</param>
    public static PolicyDocument Of(EnvironmentResources resources, string service, bool mayList)
    {
        var read = new Statement(
            "ReadObjects", Effect.Allow, ["s3:GetObject", "s3:GetObjectVersion"], [$"{resources.BucketArn}/{service}/*"]);
        var list = new Statement("ListObjects", Effect.Allow, ["s3:ListBucket"], [resources.BucketArn])
        {
            Conditions = [new Condition("StringLike", "s3:prefix", [$"{service}/*"])],
        };
        var open = new Statement(
            "OpenSecrets", Effect.Allow, [KeyPermissions.Decrypt], resources.KeyArns) { Conditions = resources.Context(service) };
        Statement[] own = mayList ? [read, list, open] : [read, open];
        return new PolicyDocument([.. own, .. StorageKeyUse.Reading(resources)]);
    }
}
