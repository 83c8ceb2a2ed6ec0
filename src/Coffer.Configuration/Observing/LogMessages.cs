using Microsoft.Extensions.Logging;

namespace Coffer.Configuration.Observing;

/// <summary>All lines of the log. They have names and codes, and never a value.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Debug, "{Count} secrets loaded from {Source} in {Milliseconds} ms ({Kind})")]
    public static partial void Loaded(ILogger logger, int count, string source, long milliseconds, LoadKind kind);

    [LoggerMessage(2, LogLevel.Information, "secrets of {Source} have changed: {Keys}")]
    public static partial void Changed(ILogger logger, string source, string keys);

    [LoggerMessage(3, LogLevel.Warning, "reloading {Source} failed, the secrets from before stay in use: {Failure}")]
    public static partial void ReloadFailed(ILogger logger, string source, string failure);

    [LoggerMessage(4, LogLevel.Error, "a callback on changed secrets failed with {Exception}")]
    public static partial void CallbackFailed(ILogger logger, string exception);

    [LoggerMessage(5, LogLevel.Warning, "secrets of {Source} set what decides how the application runs: {Keys}")]
    public static partial void Dangerous(ILogger logger, string source, string keys);

    [LoggerMessage(6, LogLevel.Information, "no secrets are loaded: {Reason}")]
    public static partial void Absent(ILogger logger, string reason);

    [LoggerMessage(7, LogLevel.Information, "reloading {Source} works again; failed loads: {Failures}, in {Seconds} seconds")]
    public static partial void Recovered(ILogger logger, string source, int failures, long seconds);

    [LoggerMessage(8, LogLevel.Debug, "reloading {Source} still fails, for the {Failures}. time: {Failure}")]
    public static partial void StillFailing(ILogger logger, string source, int failures, string failure);

    [LoggerMessage(
        9, LogLevel.Warning, "the secrets of {Source} are {Age} seconds old, and reloading fails; at {Limit} the health check fails")]
    public static partial void AgeIsNear(ILogger logger, string source, long age, long limit);

    [LoggerMessage(
        10, LogLevel.Warning, "a callback of the application on changed secrets of {Source} has not ended after {Seconds} seconds")]
    public static partial void CallbackHangs(ILogger logger, string source, long seconds);
}
