using static Coffer.Aws.Calls.FailureKind;
using static Coffer.ErrorCode;

namespace Coffer.Aws.Answers;

/// <summary>
/// What each error of AWS means: the one table, for all services and clients. The first row that fits counts; where none does, the status
/// decides. https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
/// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
/// </summary>
internal static class ErrorTable
{
    private const string Later = "try again later";
    private const string Keys = "look at where the credentials come from: 'aws configure list'";
    private const string Login = "sign in again: 'aws sso login'";
    private const string Words = "AWS's words say what it wants; where there are none, look at the proxy and AWS_ENDPOINT_URL: "
        + "something may "
        + "stand between here and AWS";

    // S3's own encryption by KMS fails with KMS's codes behind this.
    private const string OfStorageKey = "KMS.";

    /// <summary>The clock: with both times, which are said elsewhere.</summary>
    public static readonly ErrorRule Clock = new(Skewed, Configuration, "this machine's clock is wrong", "set the clock")
    {
        Codes = "RequestTimeTooSkewed RequestExpired RequestInTheFuture",
    };

    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(4);

    private static readonly ErrorRule[] Rules =
    [
        Clock,
        new(Throttled, Temporary, "{0} is throttled", Later)
        {
            Codes = "ThrottlingException Throttling ThrottledException RequestThrottled RequestThrottledException SlowDown "
                + "SlowDownException "
                + "slow_down RequestLimitExceeded TooManyRequestsException LimitExceeded LimitExceededException BandwidthLimitExceeded "
                + "ProvisionedThroughputExceededException EC2ThrottledException PriorRequestNotComplete TransactionInProgressException",
        },
        new(Transient, Temporary, "{0} failed at AWS with {2}", Later)
        {
            Codes = "InternalError InternalFailure InternalServerError InternalServerException ServiceUnavailable "
                + "ServiceUnavailableException KMSInternalException DependencyTimeoutException KeyUnavailableException RequestTimeout "
                + "RequestTimeoutException RequestAbortedException OperationAborted ConditionalRequestConflict IDPCommunicationError "
                + "IDPCommunicationErrorException",
        },
        new(Transient, Temporary, "{0}: AWS could not ask the identity provider", Later)
        {
            Services = "sts", Codes = "InvalidIdentityToken InvalidIdentityTokenException", Part = "retrieve verification key",
        },
        new(Transient, Unreachable, "{0}: what was sent did not arrive as it was", "look at the network and the proxy")
        {
            Codes = "BadDigest InvalidDigest XAmzContentSHA256Mismatch XAmzContentChecksumMismatch IncompleteBody",
        },
        new(Final, Configuration, "{0}: the token or the session that it is asked with has expired", "sign in again: what the role is "
            + "asked "
            + "with has expired")
        {
            Services = "sts", Codes = "ExpiredToken ExpiredTokenException",
        },
        new(Expired, Denied, "the session has expired", "sign in again ('aws sso login'), or refresh the credentials")
        {
            Services = "kms s3", Codes = "ExpiredToken ExpiredTokenException TokenRefreshRequired",
        },
        new(Skewed, Configuration, Clock.Says, Clock.Hint)
        {
            Codes = "InvalidSignatureException SignatureDoesNotMatch", Part = "Signature expired",
        },
        new(Skewed, Configuration, Clock.Says, Clock.Hint)
        {
            Codes = "InvalidSignatureException SignatureDoesNotMatch", Part = "Signature not yet current",
        },
        new(Final, Denied, "AWS refuses the signature", "the secret access key is wrong, or this machine's clock is")
        {
            Codes = "InvalidSignatureException SignatureDoesNotMatch IncompleteSignature IncompleteSignatureException AuthFailure",
        },
        new(Final, Denied, "AWS does not know the access key", Keys)
        {
            Codes = "UnrecognizedClientException InvalidClientTokenId InvalidAccessKeyId",
        },
        new(Final, Denied, "AWS does not take the session token", "it belongs to another access key, or is not whole: take all three "
            + "from one "
            + "source ('aws configure list')")
        {
            Services = "s3 kms", Codes = "InvalidToken InvalidTokenException InvalidSecurity",
        },
        new(Final, Denied, "{0} wants credentials, and got none that it takes", Keys)
        {
            Codes = "MissingAuthenticationToken MissingAuthenticationTokenException MissingSecurityHeader CredentialsNotSupported",
        },
        new(Final, Denied, "the account may not use {0}", "look at the account: its sign-up, its state, and whether the region is "
            + "switched on")
        {
            Codes = "OptInRequired NotSignedUp SubscriptionRequiredException AccountProblem AllAccessDisabled InvalidPayer",
        },
        new(Final, Configuration, "{0} is refused", "the trust policy must allow {0} to who asks, and who asks must be allowed it by "
            + "a policy")
        {
            Services = "sts", Codes = "AccessDenied AccessDeniedException",
        },
        new(Final, Denied, "{0} is denied on {1}", "the objects are encrypted by a key of KMS (SSE-KMS): the caller's policy and that "
            + "key's "
            + "policy must allow the action of KMS that AWS names")
        {
            Services = "s3", Codes = "AccessDenied Forbidden", Part = "kms:",
        },
        new(Final, Denied, "{0} is denied on {1}", "the caller's policy must allow {0} there ('aws sts get-caller-identity' shows who the "
            + "caller is)")
        {
            Services = "kms s3", Codes = "AccessDeniedException AccessDenied Forbidden NotAuthorized UnauthorizedAccess",
        },
        .. OfKms(),
        .. OfS3(),
        .. OfSources(),
    ];

    /// <summary>The rule for an error.</summary>
    public static ErrorRule Of(AwsError error)
    {
        var (service, code) = error.Service == "s3" && error.Code.StartsWith(OfStorageKey, StringComparison.Ordinal)
            ? ("kms", error.Code[OfStorageKey.Length..])
            : (error.Service, error.Code);
        var rule = Array.Find(Rules, rule => rule.IsOf(service, code, error.Message)) ?? OfStatus(error);
        return IsSignature(rule) && IsSkewed(error) ? Clock : rule;
    }

    /// <summary>The error's resource, where it is not the one that was asked for.</summary>
    public static string ResourceOf(AwsError error, string resource) =>
        error.Service == "s3" && error.Code.StartsWith(OfStorageKey, StringComparison.Ordinal)
            ? $"the key of KMS that encrypts {resource} (SSE-KMS)"
            : resource;

    private static bool IsSignature(ErrorRule rule) => rule.Codes.StartsWith("InvalidSignatureException ", StringComparison.Ordinal);

    private static bool IsSkewed(AwsError error) =>
        error.Date is { } date && (TimeProvider.System.GetUtcNow() - date).Duration() > MostSkew;

    private static IEnumerable<ErrorRule> OfKms() =>
    [
        new(Final, Malformed, "{0} refuses the ciphertext under {1}", null) { Services = "kms", Codes = "InvalidCiphertextException" },
        new(Final, Malformed, "it was sealed under another key than {1}", "name the key that sealed it (coffer.json, COFFER_KEY), or "
            + "seal it "
            + "again")
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
        new(Final, Denied, "{1} cannot be used in its present state", "'aws kms describe-key' shows the state; 'aws kms "
            + "cancel-key-deletion' "
            + "saves a key")
        {
            Services = "kms", Codes = "KMSInvalidStateException",
        },
        new(Final, Configuration, "{1} is of another kind than {0} needs", "name a symmetric key for ENCRYPT_DECRYPT in coffer.json or "
            + "COFFER_KEY")
        {
            Services = "kms", Codes = "InvalidKeyUsageException UnsupportedOperationException",
        },
        new(Final, Configuration, "{0} refuses how {1} is asked for", "look at the key's name in coffer.json or COFFER_KEY, and at "
            + "its grants")
        {
            Services = "kms", Codes = "InvalidArnException InvalidGrantTokenException InvalidGrantIdException DryRunOperationException",
        },
        new(Final, Malformed, "{0} finds the request invalid for {1}", null)
        {
            Services = "kms", Codes = "ValidationException ValidationError",
        },
    ];

    private static IEnumerable<ErrorRule> OfS3() =>
    [
        new(Final, NotFound, "there is no {1}", "look at the bucket's name in coffer.json or COFFER_BUCKET; Terraform makes it")
        {
            Services = "s3", Codes = "NoSuchBucket",
        },
        new(Final, NotFound, "there is no such object in {1}", "'coffer status' shows what the bucket holds")
        {
            Services = "s3", Codes = "NoSuchKey NotFound NoSuchVersion",
        },
        new(Final, Denied, "the object is archived in {1}, and cannot be read", "'aws s3api restore-object' brings it back; a "
            + "lifecycle rule "
            + "has moved it")
        {
            Services = "s3", Codes = "InvalidObjectState",
        },
        new(Final, Configuration, "{1} is in another region", "set the region in coffer.json or AWS_REGION; 'aws s3api "
            + "get-bucket-location' "
            + "shows it")
        {
            Services = "s3",
            Codes = "AuthorizationHeaderMalformed PermanentRedirect TemporaryRedirect Redirect IllegalLocationConstraintException "
                + "IncorrectEndpoint",
        },
        new(Final, Configuration, "{0} does not take the request for {1}", "look at the bucket's name in coffer.json or COFFER_BUCKET, at "
            + "AWS_ENDPOINT_URL, and at how the bucket encrypts")
        {
            Services = "s3", Codes = "InvalidBucketName InvalidRequest InvalidArgument InvalidURI UnsupportedSignature",
        },
        new(Final, CannotWrite, "somebody else changed it meanwhile in {1}", "look with 'coffer status', then run the same command again")
        {
            Services = "s3", Codes = "PreconditionFailed",
        },
    ];

    private static IEnumerable<ErrorRule> OfSources() =>
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
            Codes = "UnauthorizedException UnauthorizedClientException InvalidGrantException InvalidClientException ExpiredTokenException "
                + "AuthorizationPendingException InvalidScopeException UnsupportedGrantTypeException invalid_grant invalid_client "
                + "expired_token authorization_pending invalid_scope unauthorized_client unsupported_grant_type access_denied",
        },
    ];

    private static ErrorRule OfStatus(AwsError error) => error.Status switch
    {
        429 => new ErrorRule(Throttled, Temporary, "{0} is throttled", Later),
        501 or 505 => new ErrorRule(Final, Unreachable, "{0} answered {2} for {1}", Words),
        408 or >= 500 => new ErrorRule(Transient, Temporary, "{0} failed at AWS with {2}", Later),
        _ when error.Service is not ("kms" or "s3") => new ErrorRule(Final, Configuration, "{0} answered {2}", null),
        401 or 403 => new ErrorRule(Final, Denied, "{0} is refused with {2} for {1}", "AWS's words say what is missing; where there "
            + "are none, "
            + "look at the proxy: something may stand between here and AWS"),
        _ => new ErrorRule(Final, Unreachable, "{0} answered {2} for {1}", Words),
    };
}
