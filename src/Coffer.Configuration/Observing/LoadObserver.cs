using System.Diagnostics;
using Coffer.Configuration.Loading;
using Coffer.Core.UseCases.Loading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coffer.Configuration.Observing;

/// <summary>Runs loads within their time, and tells of each: metrics, an activity, a line in the log.</summary>
internal sealed class LoadObserver(ILoggerFactory? factory)
{
    private ILogger? logger = QuietLog.Of(factory);

    /// <summary>The log; writes nowhere where none was given.</summary>
    public ILogger Log => logger ?? NullLogger.Instance;

    /// <summary>Brings a log where none was given: an application's own is made after its configuration.</summary>
    public void Lend(ILoggerFactory? lent) => logger ??= QuietLog.Of(lent);

    /// <summary>Runs a load.</summary>
    public async Task<T> ObserveAsync<T>(
        LoadKind kind, SecretAccess access, Func<T, int> count, Func<CancellationToken, Task<T>> load, CancellationToken cancellation)
    {
        using var activity = Telemetry.Begin(kind, access);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var loaded = await OwnThread.RunAsync(
                () => TimeLimit.RunAsync(load, access.Timeout, cancellation, access.Description),
                access.Timeout,
                access.Description).ConfigureAwait(false);
            var took = Stopwatch.GetElapsedTime(start);
            Telemetry.End(activity, kind, access, took, count(loaded), null);
            LogMessages.Loaded(Log, count(loaded), access.Description, (long)took.TotalMilliseconds, kind);
            return loaded;
        }
        catch (Exception exception)
        {
            Telemetry.End(activity, kind, access, Stopwatch.GetElapsedTime(start), 0, CodeOf(exception));
            throw;
        }
    }

    /// <summary>What may be told of any failure.</summary>
    public static string CodeOf(Exception exception) => exception switch
    {
        CofferException failure => failure.Code.ToString(),
        OperationCanceledException => "Cancelled",
        _ => nameof(ErrorCode.Internal),
    };
}
