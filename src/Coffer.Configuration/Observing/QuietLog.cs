using Microsoft.Extensions.Logging;

namespace Coffer.Configuration.Observing;

/// <summary>
/// The application's log, whose own failures fail nothing: it is foreign code, and secrets are loaded, and loaded again, without it.
/// </summary>
/// <param name="log">The log.</param>
internal sealed class QuietLog(ILogger log) : ILogger
{
    /// <summary>The log of a factory; null where there is none, or it gives none.</summary>
    public static ILogger? Of(ILoggerFactory? factory)
    {
        try
        {
            return factory is null ? null : new QuietLog(factory.CreateLogger("Coffer"));
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return log.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            log.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // Nobody could be told of it.
        }
    }
}
