namespace Coffer.Aws.Connections;

/// <summary>There is no way to a server, and it is known why. Not one of the SDK's exceptions, so that it tries nothing again.</summary>
/// <param name="code">Whose fault it is.</param>
/// <param name="message">The cause.</param>
/// <param name="hint">The next step.</param>
/// <param name="passes">Whether the same may go well a moment later.</param>
internal abstract class NoWayException(ErrorCode code, string message, string hint, bool passes) : Exception(message)
{
    /// <summary>Whose fault it is.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The next step.</summary>
    public string Hint { get; } = hint;

    /// <summary>Whether the same may go well a moment later.</summary>
    public bool Passes { get; } = passes;
}
