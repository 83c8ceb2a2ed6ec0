using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli;

/// <summary>How long commands may take.</summary>
internal static class Deadline
{
    /// <summary>What a command over a whole environment gets: each single call has its own, shorter limit.</summary>
    public const int WholeEnvironmentSeconds = 600;

    /// <summary>What is given where nothing is said, in seconds.</summary>
    public static int DefaultSeconds => (int)TimeLimit.Default.TotalSeconds;

    /// <summary>Runs work that AWS is asked for.</summary>
    public static Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation, int? seconds = null) =>
        TimeLimit.RunAsync(work, TimeSpan.FromSeconds(seconds ?? DefaultSeconds), cancellation);
}
