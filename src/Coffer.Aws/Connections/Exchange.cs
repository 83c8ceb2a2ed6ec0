namespace Coffer.Aws.Connections;

/// <summary>
/// A request whose answer may hold a plaintext or keys, and the connection that it went by. The handler leaves what it has read in its own
/// buffer until the next answer: that is zeroed as soon as the answer has been read to its end.
/// </summary>
internal sealed class Exchange
{
    private static readonly AsyncLocal<Exchange?> Running = new();

    private AnsweredStream? connection;
    private long turn;

    /// <summary>The one that a connection is written for; null where nothing is to be zeroed.</summary>
    public static Exchange? Current => Running.Value;

    /// <summary>Begins one, for all that the method which calls this awaits.</summary>
    public static Exchange Begin() => Running.Value = new Exchange();

    /// <summary>It goes by a connection.</summary>
    /// <param name="by">The connection.</param>
    /// <param name="asTurn">Which of its turns this is.</param>
    public void Use(AnsweredStream by, long asTurn) => (connection, turn) = (by, asTurn);

    /// <summary>The answer has been read to its end.</summary>
    public void Read() => connection?.Forget(turn);
}
