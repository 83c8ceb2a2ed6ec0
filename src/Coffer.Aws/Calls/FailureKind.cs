using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;

namespace Coffer.Aws.Calls;

/// <summary>What a failure asks for.</summary>
internal enum FailureKind
{
    /// <summary>The answer would be the same again.</summary>
    Final,

    /// <summary>The way or the server failed this once.</summary>
    Transient,

    /// <summary>Fewer calls at a time, and later.</summary>
    Throttled,

    /// <summary>New credentials.</summary>
    Expired,
}

/// <summary>Sorts the SDK's exceptions.</summary>
internal static class FailureKinds
{
    /// <summary>The kind of a failure.</summary>
    public static FailureKind Of(Exception exception) => exception switch
    {
        CredentialsException => FailureKind.Final,
        NoWayException noWay => noWay.Passes ? FailureKind.Transient : FailureKind.Final,
        _ when AwsFailure.IsUnreadable(exception) => FailureKind.Transient,
        AmazonServiceException { StatusCode: not 0 } service => OfService(service),
        _ when IsUntrusted(exception) => FailureKind.Final,
        _ when AwsFailure.IsOne(exception) => FailureKind.Transient,
        _ => FailureKind.Final,
    };

    /// <summary>How long the service wants to be left alone, where it says so.</summary>
    public static TimeSpan RetryAfter(Exception exception) =>
        exception.InnerException is HttpErrorResponseException { Response: { } response }
        && response.IsHeaderPresent("Retry-After")
        && int.TryParse(response.GetHeaderValue("Retry-After"), out var seconds)
        && seconds is > 0 and <= 60
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    private static FailureKind OfService(AmazonServiceException exception) => exception.ErrorCode switch
    {
        "ThrottlingException" or "Throttling" or "ThrottledException" or "SlowDown" or "RequestLimitExceeded" or "RequestThrottled"
            or "TooManyRequestsException" or "LimitExceededException" or "BandwidthLimitExceeded" => FailureKind.Throttled,
        "ExpiredTokenException" or "ExpiredToken" or "RequestExpired" or "TokenRefreshRequired" => FailureKind.Expired,
        "RequestTimeout" or "RequestTimeoutException" or "KeyUnavailableException" or "ConditionalRequestConflict" => FailureKind.Transient,
        _ => exception.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => FailureKind.Throttled,
            >= HttpStatusCode.InternalServerError => FailureKind.Transient,
            _ => FailureKind.Final,
        },
    };

    // A certificate that is not trusted is not tried twice, and a name that is unknown stays so for longer than we wait.
    private static bool IsUntrusted(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is NoWayException { Passes: false } or AuthenticationException
                or SocketException { SocketErrorCode: SocketError.HostNotFound })
            {
                return true;
            }
        }

        return false;
    }
}
