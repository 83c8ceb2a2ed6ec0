namespace Coffer.Aws.Tests.Answers;

/// <summary>
/// The errors that AWS documents for the actions that are used: in the service models of its SDKs, and on the pages of common errors of
/// KMS,
/// S3 and STS. With each, what it must mean.
/// </summary>
internal static class DocumentedErrors
{
    private static readonly Dictionary<string, string> Codes = new()
    {
        ["kms Decrypt"] = "DependencyTimeoutException DisabledException DryRunOperationException IncorrectKeyException "
            + "InvalidCiphertextException InvalidGrantTokenException InvalidKeyUsageException KMSInternalException "
            + "KMSInvalidStateException "
            + "KeyUnavailableException NotFoundException",
        ["kms Encrypt"] = "DependencyTimeoutException DisabledException DryRunOperationException InvalidGrantTokenException "
            + "InvalidKeyUsageException KMSInternalException KMSInvalidStateException KeyUnavailableException NotFoundException",
        ["kms GenerateDataKey"] = "DependencyTimeoutException DisabledException DryRunOperationException InvalidGrantTokenException "
            + "InvalidKeyUsageException KMSInternalException KMSInvalidStateException KeyUnavailableException NotFoundException",
        ["kms ReEncrypt"] = "DependencyTimeoutException DisabledException DryRunOperationException IncorrectKeyException "
            + "InvalidCiphertextException InvalidGrantTokenException InvalidKeyUsageException KMSInternalException "
            + "KMSInvalidStateException "
            + "KeyUnavailableException NotFoundException",
        ["kms DescribeKey"] = "DependencyTimeoutException InvalidArnException KMSInternalException NotFoundException",
        ["kms common"] = "AccessDeniedException ExpiredTokenException IncompleteSignature InternalFailure MalformedHttpRequestException "
            + "NotAuthorized OptInRequired RequestAbortedException RequestEntityTooLargeException RequestExpired RequestTimeoutException "
            + "ServiceUnavailable ThrottlingException UnrecognizedClientException UnknownOperationException ValidationError "
            + "InvalidClientTokenId InvalidAction MissingAction MissingAuthenticationToken MissingParameter InvalidSignatureException "
            + "ValidationException LimitExceededException UnsupportedOperationException",
        ["s3 GetObject"] = "InvalidObjectState NoSuchKey NoSuchVersion MethodNotAllowed InvalidRange",
        ["s3 ListObjectsV2"] = "NoSuchBucket",
        ["s3 PutObject"] = "EncryptionTypeMismatch InvalidRequest InvalidWriteOffset TooManyParts ConditionalRequestConflict "
            + "PreconditionFailed",
        ["s3 common"] = "AccessDenied AccountProblem AllAccessDisabled AuthorizationHeaderMalformed BadDigest EntityTooLarge ExpiredToken "
            + "IllegalLocationConstraintException IncompleteBody InternalError InvalidAccessKeyId InvalidArgument InvalidBucketName "
            + "InvalidDigest InvalidPayer InvalidSecurity InvalidToken InvalidURI KeyTooLongError MalformedXML MissingSecurityHeader "
            + "NotImplemented NotSignedUp OperationAborted RequestTimeout RequestTimeTooSkewed ServiceUnavailable "
            + "SignatureDoesNotMatch SlowDown "
            + "TokenRefreshRequired UnauthorizedAccess XAmzContentSHA256Mismatch BandwidthLimitExceeded LimitExceeded "
            + "KMS.DisabledException "
            + "KMS.NotFoundException KMS.KMSInvalidStateException KMS.KMSInternalException KMS.ThrottlingException "
            + "KMS.InvalidKeyUsageException "
            + "KMS.KeyUnavailableException",
        ["sts AssumeRole"] = "ExpiredTokenException MalformedPolicyDocument PackedPolicyTooLarge RegionDisabledException",
        ["sts AssumeRoleWithWebIdentity"] = "ExpiredTokenException IDPCommunicationError IDPRejectedClaim InvalidIdentityToken "
            + "MalformedPolicyDocument PackedPolicyTooLarge RegionDisabledException",
        ["sts common"] = "AccessDenied InvalidClientTokenId SignatureDoesNotMatch Throttling ThrottlingException ServiceUnavailable "
            + "InternalFailure RequestExpired ValidationError OptInRequired",
        ["sso GetRoleCredentials"] = "InvalidRequestException ResourceNotFoundException TooManyRequestsException UnauthorizedException "
            + "ForbiddenException",
        ["sso_oidc CreateToken"] = "AccessDeniedException AuthorizationPendingException ExpiredTokenException InternalServerException "
            + "InvalidClientException InvalidGrantException InvalidRequestException InvalidScopeException SlowDownException "
            + "UnauthorizedClientException UnsupportedGrantTypeException",
        ["container GET"] = "AccessDenied ThrottlingException InternalServerException ServiceUnavailable",
    };

    // What a service answers with, where it is not 400.
    private static readonly Dictionary<int, string> Statuses = new()
    {
        [401] = "UnauthorizedException",
        [403] = "AccessDenied AccountProblem AllAccessDisabled ForbiddenException IDPRejectedClaim InvalidAccessKeyId InvalidClientTokenId "
            + "InvalidObjectState InvalidPayer InvalidSecurity NotSignedUp OptInRequired RegionDisabledException RequestTimeTooSkewed "
            + "SignatureDoesNotMatch UnauthorizedAccess",
        [404] = "NoSuchBucket NoSuchKey NoSuchVersion ResourceNotFoundException",
        [405] = "MethodNotAllowed",
        [409] = "ConditionalRequestConflict OperationAborted",
        [412] = "PreconditionFailed",
        [413] = "RequestEntityTooLargeException",
        [416] = "InvalidRange",
        [429] = "TooManyRequestsException",
        [500] = "DependencyTimeoutException InternalError InternalFailure InternalServerException KMSInternalException "
            + "KeyUnavailableException "
            + "KMS.KMSInternalException KMS.KeyUnavailableException",
        [501] = "NotImplemented",
        [503] = "ServiceUnavailable SlowDown BandwidthLimitExceeded",
    };

    // Whether it is asked again, and the exit code.
    private static readonly (string, ErrorCode, string)[] Meanings =
    [
        ("Throttled", ErrorCode.Temporary, "BandwidthLimitExceeded KMS.ThrottlingException LimitExceeded LimitExceededException SlowDown "
            + "SlowDownException Throttling ThrottlingException TooManyRequestsException"),
        ("Transient", ErrorCode.Temporary, "ConditionalRequestConflict DependencyTimeoutException IDPCommunicationError InternalError "
            + "InternalFailure InternalServerException KMS.KMSInternalException KMS.KeyUnavailableException KMSInternalException "
            + "KeyUnavailableException OperationAborted RequestAbortedException RequestTimeout RequestTimeoutException ServiceUnavailable"),
        ("Transient", ErrorCode.Unreachable, "BadDigest IncompleteBody InvalidDigest XAmzContentSHA256Mismatch"),
        ("Expired", ErrorCode.Denied, "ExpiredToken ExpiredTokenException TokenRefreshRequired"),
        ("Skewed", ErrorCode.Configuration, "RequestExpired RequestTimeTooSkewed"),
        ("Final", ErrorCode.Malformed, "IncorrectKeyException InvalidCiphertextException ValidationError ValidationException"),
        ("Final", ErrorCode.NotFound, "KMS.NotFoundException NoSuchBucket NoSuchKey NoSuchVersion NotFoundException"),
        ("Final", ErrorCode.CannotWrite, "PreconditionFailed"),
        ("Final", ErrorCode.Denied, "AccessDenied AccessDeniedException AccountProblem AllAccessDisabled DisabledException "
            + "IncompleteSignature "
            + "InvalidAccessKeyId InvalidClientTokenId InvalidObjectState InvalidPayer InvalidSecurity InvalidSignatureException "
            + "InvalidToken "
            + "KMS.DisabledException KMS.KMSInvalidStateException KMSInvalidStateException MissingAuthenticationToken "
            + "MissingSecurityHeader "
            + "NotAuthorized NotSignedUp OptInRequired SignatureDoesNotMatch UnauthorizedAccess UnrecognizedClientException"),
        ("Final", ErrorCode.Configuration, "AuthorizationHeaderMalformed DryRunOperationException IllegalLocationConstraintException "
            + "InvalidArgument InvalidArnException InvalidBucketName InvalidGrantTokenException InvalidKeyUsageException "
            + "InvalidRequest InvalidURI "
            + "KMS.InvalidKeyUsageException UnsupportedOperationException"),
        ("Final", ErrorCode.Unreachable, "EncryptionTypeMismatch EntityTooLarge InvalidAction InvalidRange InvalidWriteOffset "
            + "KeyTooLongError "
            + "MalformedHttpRequestException MalformedXML MethodNotAllowed MissingAction MissingParameter NotImplemented "
            + "RequestEntityTooLargeException TooManyParts UnknownOperationException"),
    ];

    // Where a source of credentials is refused, the setting is wrong, or the keys of the source are.
    private static readonly string[] DeniedToSts = ["InvalidClientTokenId", "SignatureDoesNotMatch", "OptInRequired"];

    /// <summary>A service, the action, the status, the code; whether it is asked again; the exit code.</summary>
    public static IEnumerable<(string Service, string Action, int Status, string Code, string Kind, ErrorCode Exit)> All =>
        Codes.SelectMany(entry => entry.Value.Split(' ').Select(code =>
        {
            var words = entry.Key.Split(' ');
            (var kind, var exit) = MeaningOf(words[0], code);
            return (words[0], words[1], StatusOf(code), code, kind, exit);
        }));

    private static int StatusOf(string code) =>
        Statuses.FirstOrDefault(status => status.Value.Split(' ').Contains(code), new(400, "")).Key;

    private static (string Kind, ErrorCode Exit) MeaningOf(string service, string code)
    {
        (var kind, var exit, var codes) = Meanings.FirstOrDefault(
            meaning => meaning.Item3.Split(' ').Contains(code), ("Final", ErrorCode.Configuration, ""));
        var isSource = service is not ("kms" or "s3") && !(service == "sts" && DeniedToSts.Contains(code));
        return codes.Length == 0 || (isSource && kind is ("Final" or "Expired")) ? ("Final", ErrorCode.Configuration) : (kind, exit);
    }
}
