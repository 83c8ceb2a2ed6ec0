using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Coffer.Aws.Answers;
using Coffer.Aws.Calls;
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
            or NoWayException or RefusedException
        || IsUnreadable(exception)
        || exception is TaskCanceledException { InnerException: TimeoutException };

    /// <summary>Whether an exception is how the SDK meets a body that it does not understand.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is AmazonUnmarshallingException or XmlException or JsonException or FormatException or OverflowException;

    /// <summary>What a failure means.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="action">The AWS action, as a policy names it.</param>
    /// <param name="resource">The key or the bucket, with the region.</param>
    /// <param name="hint">The next step where the table has none.</param>
    public static Reason Why(Exception exception, string action, string resource, string? hint = null)
    {
        if (RegionIn(exception) is { } region)
        {
            return new Reason(
                ErrorCode.Configuration,
                $"{resource} is in another region: {region}",
                $"set the region '{region}' in coffer.json or AWS_REGION ('aws s3api get-bucket-location' shows it, too)");
        }

        return AwsError.In(exception) is { } error ? OfService(error, action, resource, hint) : OfClient(exception, action);
    }

    private static Reason OfService(AwsError error, string action, string resource, string? hint)
    {
        var rule = ErrorTable.Of(error);
        var answered = $"{error.Status}{HttpAnswer.CodeIn(error.Code)}";
        var meant = ErrorTable.ResourceOf(error, resource);
        var more = rule.Kind == FailureKind.Skewed ? Times(error) : Said(error, action);
        return new Reason(rule.Exit, rule.CauseOf(action, meant, answered) + more, rule.HintOf(action, meant) ?? hint);
    }

    /// <summary>The time here and at AWS, ready to follow; empty where AWS does not say its own.</summary>
    public static string Times(AwsError error) =>
        error.Date is { } date ? $": it says {Text(TimeProvider.System.GetUtcNow())} UTC, and AWS {Text(date)} UTC" : "";

    /// <summary>A time in UTC, as messages have it.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static Reason OfClient(Exception exception, string action)
    {
        var chain = Chain(exception).ToList();
        return chain switch
        {
            _ when chain.OfType<CredentialsException>().FirstOrDefault() is { } credentials => new Reason(
                credentials.Code, credentials.Message, credentials.Hint),
            _ when chain.OfType<AnswerException>().FirstOrDefault() is { } answer => new Reason(
                answer.Code, $"{action} was answered by what is not AWS: {answer.Message}", answer.Hint),
            _ when chain.OfType<UnknownHostException>().FirstOrDefault() is { } unknown => new Reason(
                unknown.Code, $"{action} {unknown.Message}", unknown.Hint),
            _ when chain.OfType<NoWayException>().FirstOrDefault() is { } noWay => new Reason(
                noWay.Code, $"{action}: {noWay.Message}", noWay.Hint),
            _ when chain.Exists(IsUnreadable) => new Reason(
                ErrorCode.Unreachable,
                $"{action} was answered by what is not AWS",
                "look at the proxy and AWS_ENDPOINT_URL: something stands between here and AWS"),
            _ when SocketReason(exception) is { } reason => new Reason(
                ErrorCode.Unreachable,
                $"{action} cannot be reached ({reason})",
                "look at the network, the proxy, the region and AWS_ENDPOINT_URL"),
            _ when chain.Exists(link => link is TimeoutException or TaskCanceledException) => new Reason(
                ErrorCode.Unreachable, $"{action} did not answer in time", "look at the network and the proxy"),
            _ when chain.OfType<System.Security.Authentication.AuthenticationException>().Any() => new Reason(
                ErrorCode.Unreachable, $"{action}: no TLS connection can be made", "look at what stands between here and AWS"),
            _ when chain.OfType<HttpIOException>().Any() => new Reason(
                ErrorCode.Unreachable, $"{action}: the connection was closed before a whole answer", "look at the network and the proxy"),
            _ => new Reason(
                ErrorCode.Unreachable, $"{action} failed on the way ({exception.GetType().Name})", "look at the network and the proxy"),
        };
    }

    /// <summary>Why there is no connection, in two or three words; null where that is not what failed.</summary>
    public static string? SocketReason(Exception exception) =>
        Chain(exception).OfType<SocketException>().FirstOrDefault() is { } socket ? Reason(socket) : null;

    /// <summary>Why there is no connection, in two or three words.</summary>
    private static string Reason(SocketException exception) => exception.SocketErrorCode switch
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
        _ when AwsError.In(exception) is { Code: "AuthorizationHeaderMalformed" } malformed =>
            malformed.Region
            ?? Regions.Named(malformed.Message.Split("expecting '") is [_, var rest] ? rest.Split('\'')[0] : null),
        _ => null,
    };

    // Who was given a plaintext could say it again; and what everybody says says nothing.
    private static string Said(AwsError error, string action) =>
        action == "kms:Encrypt" || error.Message is "Access Denied" ? "" : HttpAnswer.Quoted(error.Message);

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
