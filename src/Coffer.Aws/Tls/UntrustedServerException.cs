namespace Coffer.Aws.Tls;

/// <summary>Whom we would talk to cannot be known. Not one of the SDK's exceptions, so that it tries nothing again.</summary>
internal sealed class UntrustedServerException(ErrorCode code, string message, string hint) : Exception(message)
{
    /// <summary><see cref="ErrorCode.Configuration"/> where the roots are at fault, else <see cref="ErrorCode.Unreachable"/>.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The next step.</summary>
    public string Hint { get; } = hint;
}
