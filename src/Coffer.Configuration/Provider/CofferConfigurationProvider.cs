using Coffer.Configuration.Loading;
using Coffer.Configuration.Observing;
using Coffer.Core.Errors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Coffer.Configuration.Provider;

/// <summary>
/// A service's secrets as configuration. The first load gives all of them or fails; a later one gives all of them or
/// leaves everything as it was.
/// </summary>
internal sealed class CofferConfigurationProvider(CofferOptions options, SecretAccess access) : ConfigurationProvider, IDisposable
{
    private readonly LoadObserver observer = new(options.LoggerFactory);
    private readonly ConfigurationReader reader = new(options, access);
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource disposing = new();
    private volatile LoadStatus status = LoadStatus.None;
    private int disposed;

    /// <summary>How its loads went.</summary>
    public LoadStatus Status => status;

    /// <summary>What loads again; null where nothing does.</summary>
    public ReloadLoop? Loop { get; private set; }

    /// <summary>Brings the application's log, which is made after its configuration.</summary>
    public void Lend(ILoggerFactory? factory) => observer.Lend(factory);

    /// <summary>Loads. The first time a failure is thrown; later, the secrets from before stay.</summary>
    public override void Load()
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        try
        {
            Task.Run(() => RefreshAsync(disposing.Token)).GetAwaiter().GetResult();
        }
        catch when (status.LastGood is null)
        {
            // It becomes part of no configuration, so nobody else would close its connections.
            Dispose();
            throw;
        }
    }

    /// <summary>Where its secrets are. A debug view has it beside each key.</summary>
    public override string ToString() =>
        $"Coffer ({(status.IsAbsent ? "not configured" : access.Description)}{(options.Optional ? ", optional" : "")})";

    /// <summary>Ends what is running, and waits for that.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        disposing.Cancel();

        // A load on another thread ends now; its connections are not taken away under it. The loop, that it may have started
        // meanwhile, ends now, too.
        var isFree = turn.Wait(options.Timeout);
        Loop?.Join();
        if (isFree)
        {
            turn.Dispose();
        }

        access.Dispose();
        disposing.Dispose();
    }

    /// <summary>Loads, one at a time; says whether something has changed.</summary>
    private async Task<bool> RefreshAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (status.LastGood is not null)
            {
                return !access.IsPinned && !status.IsAbsent && await ReloadAsync(stop).ConfigureAwait(false);
            }

            if (options.Optional && access.IsAbsent)
            {
                LogMessages.Absent(observer.Log);
                status = new LoadStatus(Now, 0, null, true);
                return false;
            }

            await LoadFirstAsync(stop).ConfigureAwait(false);
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task LoadFirstAsync(CancellationToken stop)
    {
        try
        {
            Use(await ReadAsync(LoadKind.First, stop).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            status = status with { Error = LoadObserver.CodeOf(exception) };
            throw;
        }

        if (Data.Keys.Where(ConfigurationKeys.IsDangerous).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } dangerous)
        {
            LogMessages.Dangerous(observer.Log, access.Description, string.Join(", ", dangerous));
        }

        if (options.ReloadInterval is { } interval && !access.IsPinned)
        {
            Loop = new ReloadLoop(interval, TurnAsync, TimeProvider.System, stop);
        }
    }

    private async Task<bool> ReloadAsync(CancellationToken stop)
    {
        try
        {
            var before = Data;
            var after = await ReadAsync(LoadKind.Reload, stop).ConfigureAwait(false);
            var changed = Changed(before, after);
            if (changed.Count > 0)
            {
                LogMessages.Changed(observer.Log, access.Description, string.Join(", ", changed));
            }

            Use(changed.Count > 0 ? after : before);
            return changed.Count > 0;
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // Whatever it was: the application runs on with what it has. Only our own messages are known to hold no value.
            status = status with { Error = LoadObserver.CodeOf(exception) };
            LogMessages.ReloadFailed(
                observer.Log, access.Description, exception is CofferException failure ? ErrorText.Of(failure) : exception.GetType().Name);
            return false;
        }
    }

    private async Task TurnAsync(CancellationToken stop)
    {
        if (!await RefreshAsync(stop).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            OnReload();
        }
        catch (Exception exception)
        {
            // The text could hold a value: 'Failed to convert configuration value …'.
            LogMessages.CallbackFailed(observer.Log, (exception.GetBaseException() ?? exception).GetType().Name);
        }
    }

    private Task<Dictionary<string, string?>> ReadAsync(LoadKind kind, CancellationToken stop) =>
        observer.ObserveAsync(kind, access, static data => data.Count, reader.ReadAsync, stop);

    private void Use(IDictionary<string, string?> data)
    {
        Data = data;
        status = new LoadStatus(
            Now, data.Count, null, false, access.IsPinned ? null : Now + (2 * options.ReloadInterval) + options.Timeout);
    }

    private static List<string> Changed(IDictionary<string, string?> before, Dictionary<string, string?> after) =>
    [
        .. before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => !before.TryGetValue(key, out var was) || !after.TryGetValue(key, out var now) || was != now)
            .Order(StringComparer.OrdinalIgnoreCase),
    ];

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
