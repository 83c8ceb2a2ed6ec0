namespace Coffer.LocalAws.Kms;

/// <summary>What other services ask of KMS.</summary>
internal interface IKeyDirectory
{
    /// <summary>
    /// The ARN of the enabled symmetric key that an id, ARN, alias name or alias ARN names in a region.
    /// </summary>
    /// <exception cref="Server.AwsException">As KMS itself answers: NotFoundException, DisabledException, KMSInvalidStateException.</exception>
    string RequireUsable(string region, string keyId);
}
