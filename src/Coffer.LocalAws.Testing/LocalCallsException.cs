namespace Coffer.LocalAws.Testing;

/// <summary>What was called is not what a test expects. The message has all calls.</summary>
public sealed class LocalCallsException : Exception
{
    /// <inheritdoc cref="LocalCallsException"/>
    public LocalCallsException()
    {
    }

    /// <inheritdoc cref="LocalCallsException"/>
    public LocalCallsException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="LocalCallsException"/>
    public LocalCallsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
