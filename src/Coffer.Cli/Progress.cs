using System.Text;

namespace Coffer.Cli;

/// <summary>
/// A count on the terminal while many secrets are worked on, from the first second on. It is on stderr, in one line that is gone when the
/// work ends; where stderr is no terminal, there is none.
/// </summary>
internal sealed class Progress : IDisposable
{
    private const string ToStart = "\r\u001b[K";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private static readonly Lock Gate = new();
    private static bool isShown;

    private readonly string what;
    private readonly string of;
    private readonly bool isOn = Terminal.ErrorsAreTerminal && Colour.TerminalMoves;
    private readonly long begun = TimeProvider.System.GetTimestamp();
    private long drawn;
    private int done;

    /// <summary>Begins to count.</summary>
    /// <param name="what">What is done to each, for example <c>sealed</c>.</param>
    /// <param name="all">How many there are; null where nobody knows yet.</param>
    public Progress(string what, int? all) => (this.what, of) = (what, all is null ? "" : $" of {all}");

    /// <summary>One more is done.</summary>
    public void Step()
    {
        lock (Gate)
        {
            done++;
            if (isOn && TimeProvider.System.GetElapsedTime(begun) >= Patience
                && (drawn == 0 || TimeProvider.System.GetElapsedTime(drawn) >= Between))
            {
                drawn = TimeProvider.System.GetTimestamp();
                isShown = true;
                Descriptor.WriteErrors(Encoding.UTF8.GetBytes($"{ToStart}coffer: {what} {done}{of}"));
            }
        }
    }

    /// <summary>Takes the count away, for a line that is to be printed.</summary>
    public static void Hide()
    {
        lock (Gate)
        {
            if (isShown)
            {
                isShown = false;
                Descriptor.WriteErrors(Encoding.UTF8.GetBytes(ToStart));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Hide();
}
