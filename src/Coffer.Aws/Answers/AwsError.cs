using System.Globalization;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Answers;

/// <summary>What a service said in place of an answer.</summary>
/// <param name="Service">Who: <c>kms</c>, <c>s3</c>, <c>ecs</c>,
/// <c>sts</c>, <c>sso</c>, <c>sso_oidc</c>, <c>container</c>, <c>metadata</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error's code; empty where there is none.</param>
/// <param name="Message">The error's message; empty where there is none.</param>
/// <param name="RetryAfter">How long it wants to be left alone; none where it does not say.</param>
/// <param name="Date">What time it has; null where it does not say.</param>
internal sealed record AwsError(
    string Service, int Status, string Code, string Message, TimeSpan RetryAfter = default, DateTimeOffset? Date = null)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>The region in which the bucket is, where S3 says it; null where it does not.</summary>
    public string? Region { get; init; }

    /// <summary>The error that an exception carries; null where it is no answer of a service.</summary>
    public static AwsError? In(Exception exception) => exception switch
    {
        RefusedException refused => refused.Error,
        AmazonServiceException { StatusCode: not 0 } service and not AmazonUnmarshallingException => OfSdk(service),
        _ => null,
    };

    /// <summary>What <c>Retry-After</c> says: seconds, or a date.</summary>
    public static TimeSpan Wait(string? header, DateTimeOffset now)
    {
        var wait = int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : header is { Length: > 9 } && header.All(char.IsAsciiDigit) ? LongestWait
            : Time(header) is { } until ? until - now : TimeSpan.Zero;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>A date of HTTP.</summary>
    public static DateTimeOffset? Time(string? header) =>
        DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    // What the SDK, or .NET, says where AWS said nothing; a static binary has the names of .NET's texts only.
    private static bool IsOwn(string? message) =>
        message is null
        || message.StartsWith("Exception of type ", StringComparison.Ordinal)
        || message.StartsWith("Exception_WasThrown", StringComparison.Ordinal)
        || message.StartsWith("The service returned an error. See inner exception", StringComparison.Ordinal)
        || message.StartsWith("Error making request with Error Code ", StringComparison.Ordinal);

    private static AwsError OfSdk(AmazonServiceException exception)
    {
        var answer = (exception.InnerException as HttpErrorResponseException)?.Response;
        string? Header(string name) => answer?.IsHeaderPresent(name) == true ? answer.GetHeaderValue(name) : null;
        var date = Time(Header("Date"));
        return new AwsError(
            exception is AmazonS3Exception ? "s3" : exception is AmazonKeyManagementServiceException ? "kms" : "",
            (int)exception.StatusCode,
            exception.ErrorCode ?? "",
            IsOwn(exception.Message) ? "" : exception.Message,
            Wait(Header("Retry-After"), date ?? TimeProvider.System.GetUtcNow()),
            date)
        {
            Region = Regions.Named(Header(Redirects.RegionHeader)),
        };
    }
}

/// <summary>A service that we ask without the SDK refused.</summary>
/// <param name="error">What it said.</param>
internal sealed class RefusedException(AwsError error) : Exception($"{error.Service} answered {error.Status}")
{
    /// <summary>What it said.</summary>
    public AwsError Error { get; } = error;
}
