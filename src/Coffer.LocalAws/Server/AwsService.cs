namespace Coffer.LocalAws.Server;

/// <summary>What is served, by the name in the credential scope.</summary>
internal enum AwsService
{
    Kms,
    Sts,
    S3,
    Iam,
    Ecs,
}
