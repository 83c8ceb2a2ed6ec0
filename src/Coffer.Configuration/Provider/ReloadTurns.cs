using Coffer.Configuration.Loading;

namespace Coffer.Configuration.Provider;

/// <summary>
/// The turns of a provider that is loaded again. The loop holds it weakly: a configuration that nobody has any more, and nobody disposed
/// of, would be loaded for ever.
/// </summary>
internal static class ReloadTurns
{
    /// <summary>Starts them.</summary>
    public static ReloadLoop Start(CofferConfigurationProvider provider, TimeSpan interval, TimeProvider clock, CancellationToken stop)
    {
        var (weak, access) = (new WeakReference<CofferConfigurationProvider>(provider), provider.Access);
        return new ReloadLoop(interval, () => TurnAsync(weak, access, stop), clock, stop);
    }

    private static async Task<bool> TurnAsync(
        WeakReference<CofferConfigurationProvider> weak, SecretAccess access, CancellationToken stop)
    {
        if (Reload(weak, stop) is not { } reload)
        {
            access.Dispose();
            return false;
        }

        try
        {
            await reload.ConfigureAwait(false);
        }
        catch (CofferException)
        {
            // It is in the log and in the status, and the next turn tries again.
        }

        return !stop.IsCancellationRequested;
    }

    private static Task<Task>? Reload(WeakReference<CofferConfigurationProvider> weak, CancellationToken stop) =>
        weak.TryGetTarget(out var provider) ? provider.TurnAsync(stop) : null;
}
