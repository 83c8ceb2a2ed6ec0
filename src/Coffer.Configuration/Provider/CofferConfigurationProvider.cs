using Coffer.Configuration.Loading;
using Coffer.Configuration.Observing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Coffer.Configuration.Provider;

/// <summary>
/// A service's secrets as configuration. The first load gives all of them or fails; a later one gives all of them or
/// leaves everything as it was.
/// </summary>
internal sealed class CofferConfigurationProvider : ConfigurationProvider, IConfigurationProvider, IDisposable
{
    // What ends a load is the end of its time; this much later it is over whatever it waits for.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CofferOptions options;
    private readonly TimeProvider clock;
    private readonly LoadObserver observer;
    private readonly ConfigurationReader reader;
    private readonly SharedLoad<bool> shared;
    private readonly ChangeCallbacks callbacks;
    private readonly ReloadReports reports;
    private readonly CancellationTokenSource disposing = new();
    private readonly WeakReference<CofferConfigurationProvider?> before;
    private volatile LoadStatus status = LoadStatus.None;
    private ChangeSignal signal = new();
    private LoadedSecrets set = LoadedSecrets.None;
    private int isUntold;
    private int disposed;

    /// <summary>Makes one; nothing is asked yet.</summary>
    /// <param name="options">The options.</param>
    /// <param name="access">Where the secrets are; disposed of with this.</param>
    /// <param name="clock">What ages are measured by.</param>
    /// <param name="before">The same source's provider before, whose set is taken over if it is in use; null for none.</param>
    public CofferConfigurationProvider(
        CofferOptions options, SecretAccess access, TimeProvider? clock = null, CofferConfigurationProvider? before = null)
    {
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        this.before = new WeakReference<CofferConfigurationProvider?>(before);
        Access = access;
        observer = new LoadObserver(options.LoggerFactory);
        reader = new ConfigurationReader(options, access);
        shared = new SharedLoad<bool>(LoadOnceAsync);
        callbacks = new ChangeCallbacks(TellChange, this.clock);
        reports = new ReloadReports(access.Description, this.clock);
    }

    /// <summary>Where its secrets are.</summary>
    public SecretAccess Access { get; }

    /// <summary>How its loads went.</summary>
    public LoadStatus Status => status;

    /// <summary>How old the secrets in use are; no age before there are any.</summary>
    public TimeSpan Age => status.LastGood is { } good ? clock.GetElapsedTime(good) : TimeSpan.Zero;

    /// <summary>Whether a load should have ended long ago: what loads again has come to a standstill.</summary>
    public bool IsOverdue => Loop is not null && Age > (2 * options.ReloadInterval) + options.Timeout;

    /// <summary>For how long a callback on changes has been running, where that is too long.</summary>
    public TimeSpan? CallbackHangsFor => callbacks.RunningFor is { } time && time > options.Timeout ? time : null;

    /// <summary>Whether it has been disposed of.</summary>
    public bool IsDisposed => disposed != 0;

    /// <summary>What loads again; null where nothing does.</summary>
    public ReloadLoop? Loop { get; private set; }

    /// <summary>Brings the application's log, which is made after its configuration, and the age at which its health check fails.</summary>
    public void Lend(ILoggerFactory? factory, TimeSpan? maxAge)
    {
        observer.Lend(factory);
        reports.MaxAge = maxAge ?? reports.MaxAge;
    }

    /// <summary>Loads. The first time a failure is thrown; later, the secrets from before stay.</summary>
    public override void Load()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        try
        {
            shared.RunAsync().GetAwaiter().GetResult();

            // Who reloads the whole configuration tells of it by itself.
            Interlocked.Exchange(ref isUntold, 0);
        }
        catch when (status.LastGood is null)
        {
            // It becomes part of no configuration, so nobody else would close its connections.
            Dispose();
            throw;
        }
        catch (CofferException)
        {
            // It is in the log and in the status.
        }
    }

    /// <summary>Loads again, and tells of what has changed.</summary>
    /// <exception cref="CofferException">It failed, and the secrets from before stay.</exception>
    /// <exception cref="ObjectDisposedException">The configuration has been disposed of, before or meanwhile.</exception>
    /// <exception cref="OperationCanceledException">Who waits has given up; the load goes on for others.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var told = await TurnAsync(cancellation).ConfigureAwait(false);
        try
        {
            await told.WaitAsync(options.Timeout, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            TellHanging();
        }
    }

    /// <summary>Loads again, and lets what has changed be told of.</summary>
    /// <returns>The end of the callbacks, which may never come.</returns>
    public async Task<Task> TurnAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (CallbackHangsFor is not null)
        {
            TellHanging();
        }

        await shared.RunAsync().WaitAsync(cancellation).ConfigureAwait(false);
        return Interlocked.Exchange(ref isUntold, 0) != 0 ? callbacks.TellAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    IChangeToken IConfigurationProvider.GetReloadToken() => signal;

    /// <summary>Where its secrets are. A debug view has it beside each key.</summary>
    public override string ToString() => Access.IsOff ? "Coffer (turned off)"
        : $"Coffer ({(status.Absence is null ? Access.Description : "not configured")}{(options.Optional ? ", optional" : "")})";

    /// <summary>Ends what is loaded, and waits for that; not for callbacks of the application.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        disposing.Cancel();

        // A load on another thread ends now; its connections are not taken away under it.
        (shared.Running as IAsyncResult)?.AsyncWaitHandle.WaitOne(options.Timeout + Grace);
        Loop?.Join(Grace);
        TellHanging();
        Access.Dispose();
        disposing.Dispose();
    }

    /// <summary>One load, for all who wait for one; says whether something has changed.</summary>
    private async Task<bool> LoadOnceAsync()
    {
        try
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            if (status.LastGood is null)
            {
                await LoadFirstAsync(disposing.Token).ConfigureAwait(false);
                return true;
            }

            return status.Absence is null && !Access.IsPinned && await LoadAgainAsync(disposing.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ObjectDisposedException || IsDisposed)
        {
            throw new ObjectDisposedException(nameof(CofferConfigurationProvider), "the configuration has been disposed of");
        }
    }

    private async Task LoadFirstAsync(CancellationToken stop)
    {
        if (Absence() is { } reason)
        {
            LogMessages.Absent(observer.Log, reason);
            status = new LoadStatus(clock.GetTimestamp(), 0, null, reason);
            return;
        }

        if (!TakeOver())
        {
            var began = clock.GetTimestamp();
            try
            {
                Use(await ReadAsync(LoadKind.First, stop).ConfigureAwait(false), began);
            }
            catch (Exception exception)
            {
                status = status with { Error = LoadObserver.CodeOf(exception) };
                throw Access.Gate.Of(exception);
            }
        }

        if (Data.Keys.Where(ConfigurationKeys.IsDangerous).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } dangerous)
        {
            LogMessages.Dangerous(observer.Log, Access.Description, string.Join(", ", dangerous));
        }

        ProviderGauges.Add(this);
        if (options.ReloadInterval is { } interval && !Access.IsPinned)
        {
            Loop = ReloadTurns.Start(this, interval, clock, stop);
        }
    }

    private string? Absence() =>
        Access.IsOff ? "Coffer is turned off (CofferOptions.Enabled, or Coffer:Enabled of the configuration)"
        : options.Optional && Access.Gate.Run(() => Access.IsAbsent) ? "no Coffer is configured here, and AddCoffer is optional"
        : null;

    private bool TakeOver()
    {
        if (!before.TryGetTarget(out var other) || other.IsDisposed || other.status is not { LastGood: not null, Absence: null } found)
        {
            return false;
        }

        (Access.Newest, set, Data, status) = (other.Access.Newest, other.set, other.Data, found);
        return true;
    }

    private async Task<bool> LoadAgainAsync(CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        try
        {
            var after = await ReadAsync(LoadKind.Reload, stop).ConfigureAwait(false);
            var changed = ConfigurationKeys.Changed(Data, after.Data);
            if (changed.Count > 0)
            {
                LogMessages.Changed(observer.Log, Access.Description, string.Join(", ", changed));
                Interlocked.Exchange(ref isUntold, 1);
            }

            Use((after.Set, changed.Count > 0 ? after.Data : Data), began);
            reports.Succeeded(observer.Log);
            return changed.Count > 0;
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // Whatever it was: the application runs on with what it has.
            status = status with { Error = LoadObserver.CodeOf(exception) };
            var failure = Access.Gate.Of(exception);
            reports.Failed(observer.Log, failure, Age);
            throw failure;
        }
    }

    private void TellChange()
    {
        try
        {
            Interlocked.Exchange(ref signal, new ChangeSignal()).Raise();
        }
        catch (Exception exception)
        {
            // The text could hold a value: 'Failed to convert configuration value …'.
            LogMessages.CallbackFailed(observer.Log, (exception.GetBaseException() ?? exception).GetType().Name);
        }
    }

    private void TellHanging()
    {
        // Once for each that hangs.
        if (callbacks.RunningFor is { } time && callbacks.IsFirstNotice())
        {
            LogMessages.CallbackHangs(observer.Log, Access.Description, (long)time.TotalSeconds);
        }
    }

    private Task<(LoadedSecrets Set, IDictionary<string, string?> Data)> ReadAsync(LoadKind kind, CancellationToken stop) =>
        observer.ObserveAsync(
            kind,
            Access,
            static read => read.Set.Secrets.Count,
            async limit =>
            {
                var read = await reader.ReadAsync(set, limit).ConfigureAwait(false);
                return (Set: read, Data: (IDictionary<string, string?>)ConfigurationReader.Data(read));
            },
            stop);

    private void Use((LoadedSecrets Set, IDictionary<string, string?> Data) read, long began)
    {
        (set, Data) = read;
        status = new LoadStatus(began, read.Set.Secrets.Count, null, null);
    }
}
