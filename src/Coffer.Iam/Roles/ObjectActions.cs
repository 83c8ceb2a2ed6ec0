using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>Actions on the objects of a bucket.</summary>
internal static class ObjectActions
{
    // Terraform removes an object with all its versions.
    private static readonly string[] Writing =
    [
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:GetObject",
        "s3:GetObjectTagging",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:PutObjectTagging",
    ];

    /// <summary>Writing and removing ciphertexts and releases.</summary>
    public static Statement Write(EnvironmentResources resources) =>
        new("WriteObjects", Effect.Allow, Writing, [$"{resources.BucketArn}/*"]);
}
