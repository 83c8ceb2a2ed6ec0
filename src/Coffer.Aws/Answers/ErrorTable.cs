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
    private const string Words = "AWS's words say what it wants; where there are none, look at the proxy and AWS_ENDPOINT_URL: something "
        + "may stand between here and AWS";

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
                + "SlowDownException slow_down RequestLimitExceeded TooManyRequestsException LimitExceeded LimitExceededException "
                + "BandwidthLimitExceeded ProvisionedThroughputExceededException EC2ThrottledException PriorRequestNotComplete "
                + "TransactionInProgressException",
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
            + "asked with has expired")
        {
            Services = "sts", Codes = "ExpiredToken ExpiredTokenException",
        },
        new(Expired, Denied, "the session has expired", "sign in again ('aws sso login'), or refresh the credentials")
        {
            Services = "kms s3 ecs", Codes = "ExpiredToken ExpiredTokenException TokenRefreshRequired",
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
            + "from one source ('aws configure list')")
        {
            Services = "s3 kms ecs", Codes = "InvalidToken InvalidTokenException InvalidSecurity",
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
        new(Final, Configuration, "{0} is refused", "the trust policy must allow {0} to who asks, and who asks must be allowed it by a "
            + "policy")
        {
            Services = "sts", Codes = "AccessDenied AccessDeniedException",
        },
        new(Final, Denied, "{0} is denied on {1}", "the objects are encrypted by a key of KMS (SSE-KMS): the caller's policy and that "
            + "key's policy must allow the action of KMS that AWS names")
        {
            Services = "s3", Codes = "AccessDenied Forbidden", Part = "kms:",
        },
        new(Final, Denied, "{0} is denied on {1}", "the caller's policy must allow {0} there ('aws sts get-caller-identity' shows who "
            + "the caller is)")
        {
            Services = "kms s3 ecs", Codes = "AccessDeniedException AccessDenied Forbidden NotAuthorized UnauthorizedAccess",
        },
        .. ServiceErrors.OfKms(),
        .. ServiceErrors.OfS3(),
        .. ServiceErrors.OfSources(),
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

    private static ErrorRule OfStatus(AwsError error) => error.Status switch
    {
        429 => new ErrorRule(Throttled, Temporary, "{0} is throttled", Later),
        501 or 505 => new ErrorRule(Final, Unreachable, "{0} answered {2} for {1}", Words),
        408 or >= 500 => new ErrorRule(Transient, Temporary, "{0} failed at AWS with {2}", Later),
        _ when error.Service is not ("kms" or "s3") => new ErrorRule(Final, Configuration, "{0} answered {2}", null),
        401 or 403 => new ErrorRule(Final, Denied, "{0} is refused with {2} for {1}", "AWS's words say what is missing; where there are "
            + "none, look at the proxy: something may stand between here and AWS"),
        _ => new ErrorRule(Final, Unreachable, "{0} answered {2} for {1}", Words),
    };
}
