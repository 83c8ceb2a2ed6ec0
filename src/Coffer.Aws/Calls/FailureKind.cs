using System.Net.Sockets;
using System.Security.Authentication;
using Coffer.Aws.Answers;
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

    /// <summary>Another time in the signature.</summary>
    Skewed,
}

/// <summary>Sorts failures.</summary>
internal static class FailureKinds
{
    /// <summary>The kind of a failure.</summary>
    public static FailureKind Of(Exception exception) => exception switch
    {
        CredentialsException => FailureKind.Final,
        NoWayException noWay => noWay.Passes ? FailureKind.Transient : FailureKind.Final,
        _ when AwsFailure.IsUnreadable(exception) => FailureKind.Transient,
        _ when AwsError.In(exception) is { } error => ErrorTable.Of(error).Kind,
        _ when IsUntrusted(exception) => FailureKind.Final,
        _ when AwsFailure.IsOne(exception) => FailureKind.Transient,
        _ => FailureKind.Final,
    };

    /// <summary>How long the service wants to be left alone, where it says so.</summary>
    public static TimeSpan RetryAfter(Exception exception) => AwsError.In(exception)?.RetryAfter ?? TimeSpan.Zero;

    /// <summary>Whether nobody seems to be there at all, as where an address leads nowhere.</summary>
    public static bool IsNobody(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is TimeoutException or SocketException
                {
                    SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown
                        or SocketError.HostDown or SocketError.TimedOut or SocketError.AccessDenied
                })
            {
                return true;
            }
        }

        return false;
    }

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
