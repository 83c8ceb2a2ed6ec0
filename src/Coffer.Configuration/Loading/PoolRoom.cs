namespace Coffer.Configuration.Loading;

/// <summary>
/// One thread more for the pool while something is loaded. Sockets and timers need the pool, and who waits for a load may block a thread of
/// it: the pool adds its own only every half second, and at its limit none at all. Settings that somebody else makes meanwhile stay.
/// </summary>
internal static class PoolRoom
{
    private static readonly Lock Gate = new();
    private static int loads;
    private static (int Least, int Most) found;
    private static (int Least, int Most) made;

    /// <summary>Until it is disposed of.</summary>
    public static IDisposable Enter()
    {
        Set(1);
        return new Leaving();
    }

    private static void Set(int more)
    {
        lock (Gate)
        {
            ThreadPool.GetMinThreads(out var least, out var leastForIo);
            ThreadPool.GetMaxThreads(out var most, out var mostForIo);
            if (loads == 0)
            {
                found = made = (least, most);
            }

            loads += more;
            if ((least, most) != made)
            {
                // Somebody else has set them: that is what is given back at the end.
                found = (least, most);
            }

            least = found.Least + loads;
            most = Math.Max(found.Most, least);

            // Neither may pass the other on the way, up or down.
            ThreadPool.SetMaxThreads(most, mostForIo);
            ThreadPool.SetMinThreads(least, leastForIo);
            ThreadPool.SetMaxThreads(most, mostForIo);
            ThreadPool.GetMinThreads(out least, out _);
            ThreadPool.GetMaxThreads(out most, out _);
            made = (least, most);
        }
    }

    private sealed class Leaving : IDisposable
    {
        public void Dispose() => Set(-1);
    }
}
