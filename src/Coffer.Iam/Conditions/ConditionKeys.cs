namespace Coffer.Iam.Conditions;

/// <summary>
/// The condition keys that are known here: a request without one of them just does not have it. Any other key is one that nobody
/// here has thought of; then nobody knows what its absence means. From
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
/// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html,
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
/// </summary>
internal static class ConditionKeys
{
    private const string Global =
        "AssumedRoot CalledVia CalledViaFirst CalledViaLast ChatbotSourceArn CurrentTime Ec2InstanceSourcePrivateIPv4 Ec2InstanceSourceVpc "
        + "EpochTime FederatedProvider MultiFactorAuthAge MultiFactorAuthPresent PrincipalAccount PrincipalArn PrincipalIsAWSService "
        + "PrincipalOrgID PrincipalOrgPaths PrincipalServiceName PrincipalServiceNamesList PrincipalType Referer RequestedRegion "
        + "ResourceAccount ResourceOrgID ResourceOrgPaths SecureTransport SignInSessionArn SourceAccount SourceArn SourceIdentity SourceIp "
        + "SourceOrgID SourceOrgPaths SourceOwner SourceVpc SourceVpcArn SourceVpce TagKeys TokenIssueTime UserAgent UserId Username "
        + "ViaAWSService VpceAccount VpceOrgID VpceOrgPaths VpcSourceIp PrincipalTag/ RequestTag/ ResourceTag/";

    private const string Kms =
        "BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec EncryptionAlgorithm "
        + "EncryptionContextKeys ExpirationModel GrantConstraintType GrantIsForAWSResource GrantOperations GranteePrincipal "
        + "KeyAgreementAlgorithm KeyOrigin KeySpec KeyUsage MacAlgorithm MessageType MultiRegion MultiRegionKeyType PrimaryRegion "
        + "ReEncryptOnSameKey ReplicaRegion RequestAlias ResourceAliases RetiringPrincipal RotationPeriodInDays "
        + "ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm ValidTo ViaService WrappingAlgorithm WrappingKeySpec "
        + "EncryptionContext: RecipientAttestation:";

    private const string S3 =
        "AccessPointNetworkOrigin DataAccessPointAccount DataAccessPointArn InventoryAccessibleOptionalFields LocationConstraint "
        + "ObjectCreationOperation RequestObjectTagKeys ResourceAccount TlsVersion VersionId authType delimiter if-match if-none-match "
        + "max-keys object-lock-legal-hold object-lock-mode object-lock-remaining-retention-days object-lock-retain-until-date prefix "
        + "signatureAge signatureversion x-amz-acl x-amz-content-sha256 x-amz-copy-source x-amz-grant-full-control x-amz-grant-read "
        + "x-amz-grant-read-acp x-amz-grant-write x-amz-grant-write-acp x-amz-metadata-directive x-amz-object-ownership "
        + "x-amz-server-side-encryption x-amz-server-side-encryption-aws-kms-key-id x-amz-server-side-encryption-customer-algorithm "
        + "x-amz-storage-class x-amz-website-redirect-location BucketTag/ ExistingObjectTag/ RequestObjectTag/";

    private const string Iam =
        "AWSServiceName AssociatedResourceArn FIDO-FIPS-140-2-certification FIDO-FIPS-140-3-certification FIDO-certification "
        + "OrganizationsPolicyId PassedToService PermissionsBoundary PolicyARN RegisterSecurityKey ResourceTag/";

    private const string Sts =
        "AWSServiceName DurationSeconds ExternalId RequestContextProviders RoleSessionName SourceIdentity TaskPolicyArn TransitiveTagKeys "
        + "RequestContext/";

    private const string Ecs =
        "CreateAction account-setting capacity-provider cluster container-instances container-name enable-execute-command service "
        + "task task-cpu task-definition task-memory ResourceTag/";

    private static readonly HashSet<string> Names = new(
        [.. Of("aws", Global), .. Of("kms", Kms), .. Of("s3", S3), .. Of("iam", Iam), .. Of("sts", Sts), .. Of("ecs", Ecs)],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Families = [.. Names.Where(name => name[^1] is '/' or ':'), "saml:"];

    /// <summary>Whether a key is known; capitals and small letters are alike.</summary>
    public static bool Knows(string key) =>
        (Names.Contains(key) && key[^1] is not ('/' or ':'))
        || Families.Any(family => key.Length > family.Length && key.StartsWith(family, StringComparison.OrdinalIgnoreCase))
        || IsClaim(key);

    // A claim of a token of somebody else, for example 'token.actions.example.com:sub': the issuer is a domain's name.
    private static bool IsClaim(string key) =>
        key.Split(':', 2) is [var issuer, { Length: > 0 }] && issuer.Split('/')[0].Contains('.', StringComparison.Ordinal);

    private static IEnumerable<string> Of(string service, string names) => names.Split(' ').Select(name => $"{service}:{name}");
}
