using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;

namespace Coffer.Aws;

/// <summary>
/// What the SDK throws, in words and codes of ours. AWS's own message is kept where it says who is denied what; never
/// where it could quote input.
/// </summary>
internal static class AwsFailure
{
    /// <summary>Whether an exception comes from AWS, from the SDK or from the way there.</summary>
    public static bool IsOne(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
            or SocketException or TimeoutException or WebException
            or NoWayException
        || IsUnreadable(exception)
        || exception is TaskCanceledException { InnerException: TimeoutException };

    /// <summary>Whether an exception is how the SDK meets a body that it does not understand.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is AmazonUnmarshallingException or XmlException or JsonException or FormatException or OverflowException;

    /// <summary>Translates an exception.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="action">The AWS action, as a policy names it.</param>
    /// <param name="what">What cannot be done, with the address.</param>
    /// <param name="resource">The key or the bucket, with the region.</param>
    /// <param name="malformedHint">The next step where the ciphertext does not open.</param>
    public static CofferException Of(
        Exception exception, string action, string what, string resource, string? malformedHint = null)
    {
        if (RegionIn(exception) is { } region)
        {
            return new CofferException(
                ErrorCode.Configuration,
                $"{what}: {resource} is in another region: {region}",
                $"set the region '{region}' in coffer.json or AWS_REGION ('aws s3api get-bucket-location' shows it, too)",
                exception);
        }

        var (code, cause, hint) = exception is AmazonServiceException { StatusCode: not 0 } service and not AmazonUnmarshallingException
            ? OfService(service, action, resource, malformedHint)
            : OfClient(exception, action);
        return new CofferException(code, $"{what}: {cause}", hint, exception);
    }

    private static (ErrorCode Code, string Cause, string? Hint) OfService(
        AmazonServiceException exception, string action, string resource, string? malformedHint) => exception.ErrorCode switch
    {
        "AccessDeniedException" or "AccessDenied" or "Forbidden" => (
            ErrorCode.Denied,
            $"{action} is denied on {resource}{Quoted(exception.Message)}",
            $"the caller's policy must allow {action} there ('aws sts get-caller-identity' shows who the caller is)"),
        "InvalidCiphertextException" => (ErrorCode.Malformed, $"{action} refuses the ciphertext under {resource}", malformedHint),
        "IncorrectKeyException" => (
            ErrorCode.Malformed,
            $"it was sealed under another key than {resource}",
            "name the key that sealed it (coffer.json, COFFER_KEY), or seal it again"),
        "NotFoundException" => (
            ErrorCode.NotFound,
            $"there is no {resource}",
            "look at the key and the region in coffer.json, COFFER_KEY and AWS_REGION; 'aws kms list-aliases' shows what is there"),
        "NoSuchBucket" => (
            ErrorCode.NotFound, $"there is no {resource}", "look at the bucket's name in coffer.json or COFFER_BUCKET; Terraform makes it"),
        "NoSuchKey" or "NotFound" => (
            ErrorCode.NotFound, $"there is no such object in {resource}", "'coffer status' shows what the bucket holds"),
        "DisabledException" => (
            ErrorCode.Denied, $"{resource} is disabled", "'aws kms enable-key' enables it again, if it was not meant"),
        "KMSInvalidStateException" => (
            ErrorCode.Denied,
            $"{resource} cannot be used in its present state",
            "'aws kms describe-key' shows the state; 'aws kms cancel-key-deletion' saves a key"),
        "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidAccessKeyId" => (
            ErrorCode.Denied, "AWS does not know the access key", "look at where the credentials come from: 'aws configure list'"),
        "InvalidSignatureException" or "SignatureDoesNotMatch" => (
            ErrorCode.Denied, "AWS refuses the signature", "the secret access key is wrong, or this machine's clock is"),
        "ExpiredTokenException" or "ExpiredToken" => (
            ErrorCode.Denied, "the session has expired", "sign in again ('aws sso login'), or refresh the credentials"),
        "RequestTimeTooSkewed" => (ErrorCode.Configuration, "this machine's clock is wrong", "set the clock"),
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "IllegalLocationConstraintException" => (
            ErrorCode.Configuration,
            $"{resource} is in another region",
            "set the region in coffer.json or AWS_REGION; 'aws s3api get-bucket-location' shows it"),
        "ThrottlingException" or "Throttling" or "SlowDown" or "RequestLimitExceeded" or "TooManyRequestsException" => (
            ErrorCode.Temporary, $"{action} is throttled", "try again later"),
        "ValidationException" => (ErrorCode.Malformed, $"{action} finds the request invalid for {resource}", malformedHint),
        _ when (int)exception.StatusCode >= 500 => (
            ErrorCode.Temporary,
            $"{action} failed at AWS with {(int)exception.StatusCode}{HttpAnswer.CodeIn(exception.ErrorCode)}",
            "try again later"),
        _ when exception.StatusCode == HttpStatusCode.Forbidden => (
            ErrorCode.Denied,
            $"{action} is refused with 403{HttpAnswer.CodeIn(exception.ErrorCode)} for {resource}{Said(exception, action)}",
            null),
        _ => (
            ErrorCode.Unreachable,
            $"{action} answered {(int)exception.StatusCode}{HttpAnswer.CodeIn(exception.ErrorCode)} for "
                + $"{resource}{Said(exception, action)}",
            "AWS's words say what it wants; where there are none, look at the proxy and AWS_ENDPOINT_URL: something may stand between here "
                + "and AWS"),
    };

    private static (ErrorCode Code, string Cause, string? Hint) OfClient(Exception exception, string action)
    {
        var chain = Chain(exception).ToList();
        return chain switch
        {
            _ when chain.OfType<CredentialsException>().FirstOrDefault() is { } credentials => (
                ErrorCode.Configuration, credentials.Message, credentials.Hint),
            _ when chain.OfType<AnswerException>().FirstOrDefault() is { } answer => (
                answer.Code, $"{action} was answered by what is not AWS: {answer.Message}", answer.Hint),
            _ when chain.OfType<NoWayException>().FirstOrDefault() is { } noWay => (noWay.Code, $"{action}: {noWay.Message}", noWay.Hint),
            _ when chain.Exists(IsUnreadable) => (
                ErrorCode.Unreachable,
                $"{action} was answered by what is not AWS",
                "look at the proxy and AWS_ENDPOINT_URL: something stands between here and AWS"),
            _ when chain.OfType<SocketException>().FirstOrDefault() is { } socket => (
                ErrorCode.Unreachable,
                $"{action} cannot be reached ({Reason(socket)})",
                "look at the network, the proxy, the region and AWS_ENDPOINT_URL"),
            _ when chain.Exists(link => link is TimeoutException or TaskCanceledException) => (
                ErrorCode.Unreachable, $"{action} did not answer in time", "look at the network and the proxy"),
            _ when chain.OfType<System.Security.Authentication.AuthenticationException>().Any() => (
                ErrorCode.Unreachable, $"{action}: no TLS connection can be made", "look at what stands between here and AWS"),
            _ => (ErrorCode.Unreachable, $"{action} failed on the way ({exception.GetType().Name})", "look at the network and the proxy"),
        };
    }

    /// <summary>Why there is no connection, in two or three words.</summary>
    public static string Reason(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "its name is not known",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no route",
        SocketError.ConnectionReset => "connection reset",
        _ => exception.SocketErrorCode.ToString(),
    };

    private static string? RegionIn(Exception exception) => exception switch
    {
        RedirectedException redirected => redirected.Region,
        AmazonServiceException { ErrorCode: "AuthorizationHeaderMalformed" } malformed =>
            Regions.Named(malformed.InnerException is HttpErrorResponseException { Response: { } answer }
                ? answer.GetHeaderValue(Redirects.RegionHeader)
                : null)
            ?? Regions.Named(malformed.Message?.Split("expecting '") is [_, var rest] ? rest.Split('\'')[0] : null),
        _ => null,
    };

    private static string Quoted(string? message) => message == "Access Denied" ? "" : HttpAnswer.Quoted(message);

    // Who was given a plaintext could say it again.
    private static string Said(AmazonServiceException exception, string action) => action == "kms:Encrypt" ? "" : Quoted(exception.Message);

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
