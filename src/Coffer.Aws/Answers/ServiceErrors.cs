using static Coffer.Aws.Calls.FailureKind;
using static Coffer.ErrorCode;

namespace Coffer.Aws.Answers;

/// <summary>The rows of <see cref="ErrorTable"/> for errors that one service has.</summary>
internal static class ServiceErrors
{
    private const string Login = "sign in again: 'aws sso login'";

    /// <summary>Of KMS.</summary>
    public static IEnumerable<ErrorRule> OfKms() =>
    [
        new(Final, Malformed, "{0} refuses the ciphertext under {1}", null) { Services = "kms", Codes = "InvalidCiphertextException" },
        new(Final, Malformed, "it was sealed under another key than {1}", "name the key that sealed it (coffer.json, COFFER_KEY), or "
            + "seal it again")
        {
            Services = "kms", Codes = "IncorrectKeyException",
        },
        new(Final, NotFound, "there is no {1}", "look at the key and the region in coffer.json, COFFER_KEY and AWS_REGION; 'aws kms "
            + "list-aliases' shows what is there")
        {
            Services = "kms", Codes = "NotFoundException",
        },
        new(Final, Denied, "{1} is disabled", "'aws kms enable-key' enables it again, if it was not meant")
        {
            Services = "kms", Codes = "DisabledException",
        },
        new(Final, Denied, "{1} cannot be used in its present state", "'aws kms describe-key' shows the state; where it waits to be "
            + "deleted, 'aws kms cancel-key-deletion' and then 'aws kms enable-key' bring it back")
        {
            Services = "kms", Codes = "KMSInvalidStateException",
        },
        new(Final, Configuration, "{1} is of another kind than {0} needs", "name a symmetric key for ENCRYPT_DECRYPT in coffer.json or "
            + "COFFER_KEY")
        {
            Services = "kms", Codes = "InvalidKeyUsageException UnsupportedOperationException",
        },
        new(Final, Configuration, "{0} refuses how {1} is asked for", "look at the key's name in coffer.json or COFFER_KEY, and at its "
            + "grants")
        {
            Services = "kms", Codes = "InvalidArnException InvalidGrantTokenException InvalidGrantIdException DryRunOperationException",
        },
        new(Final, Malformed, "{0} finds the request invalid for {1}", null)
        {
            Services = "kms", Codes = "ValidationException ValidationError",
        },
    ];

    /// <summary>Of S3.</summary>
    public static IEnumerable<ErrorRule> OfS3() =>
    [
        // HeadBucket's answer has no body, and so no other code; no object is asked for by HEAD.
        new(Final, NotFound, "there is no {1}", "look at the bucket's name in coffer.json or COFFER_BUCKET; Terraform makes it")
        {
            Services = "s3", Codes = "NoSuchBucket NotFound",
        },
        new(Final, NotFound, "there is no such object in {1}", "'coffer status' shows what the bucket holds")
        {
            Services = "s3", Codes = "NoSuchKey NoSuchVersion",
        },
        new(Final, Denied, "the object is archived in {1}, and cannot be read", "'aws s3api restore-object' brings it back; a lifecycle "
            + "rule has moved it")
        {
            Services = "s3", Codes = "InvalidObjectState",
        },
        new(Final, Configuration, "{1} is in another region", "set the region in coffer.json or AWS_REGION; 'aws s3api "
            + "get-bucket-location' shows it")
        {
            Services = "s3",
            Codes = "AuthorizationHeaderMalformed PermanentRedirect TemporaryRedirect Redirect IllegalLocationConstraintException "
                + "IncorrectEndpoint",
        },
        new(Final, Configuration, "{0} does not take the request for {1}", "look at the bucket's name in coffer.json or COFFER_BUCKET, "
            + "at AWS_ENDPOINT_URL, and at how the bucket encrypts")
        {
            Services = "s3", Codes = "InvalidBucketName InvalidRequest InvalidArgument InvalidURI UnsupportedSignature",
        },
        new(Final, CannotWrite, "somebody else changed it meanwhile in {1}", "look with 'coffer status', then run the same command again")
        {
            Services = "s3", Codes = "PreconditionFailed",
        },
    ];

    /// <summary>Of STS and IAM Identity Center: what credentials come from.</summary>
    public static IEnumerable<ErrorRule> OfSources() =>
    [
        new(Final, Configuration, "{0} does not take the identity provider's token", "look at the identity provider in IAM: its URL, its "
            + "audience")
        {
            Services = "sts", Codes = "InvalidIdentityToken InvalidIdentityTokenException IDPRejectedClaim IDPRejectedClaimException",
        },
        new(Final, Configuration, "{0} is not to be had in this region", "switch the region on in the account, or set AWS_REGION to "
            + "another")
        {
            Services = "sts", Codes = "RegionDisabledException",
        },
        new(Final, Configuration, "IAM Identity Center does not take the token of the last login", Login)
        {
            Services = "sso sso_oidc",
            Codes = "UnauthorizedException UnauthorizedClientException InvalidGrantException InvalidClientException "
                + "ExpiredTokenException AuthorizationPendingException InvalidScopeException UnsupportedGrantTypeException invalid_grant "
                + "invalid_client expired_token authorization_pending invalid_scope unauthorized_client unsupported_grant_type "
                + "access_denied",
        },
    ];
}
