using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli;

/// <summary>How long commands may take.</summary>
internal static class Deadline
{
    /// <summary>What a command over a whole environment gets: each single call has its own, shorter limit.</summary>
    public const int WholeEnvironmentSeconds = 600;

    /// <summary>What is given where nothing is said, in seconds.</summary>
    public static int DefaultSeconds => (int)TimeLimit.Default.TotalSeconds;

    /// <summary>Runs work that AWS is asked for, while somebody sits there: what only fails is given up soon.</summary>
    public static Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation, int? seconds = null) =>
        RunAsync(work, Patience.OfPerson, seconds ?? DefaultSeconds, cancellation);

    /// <summary>Runs work that nobody waits for but a container: what fails is tried until the time is up.</summary>
    public static Task<T> UntilTheEndAsync<T>(Func<CancellationToken, Task<T>> work, int seconds, CancellationToken cancellation) =>
        RunAsync(work, null, seconds, cancellation);

    private static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan? limit, int seconds, CancellationToken cancellation)
    {
        using var patience = new Patience(limit, Terminal.Say);
        return await TimeLimit.RunAsync(work, TimeSpan.FromSeconds(seconds), cancellation, patience: patience);
    }
}
