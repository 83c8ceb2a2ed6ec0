
namespace Coffer.LocalAws.Protocols;

/// <summary>An answer of AWS that is an error: its status, code and message, and what else its body carries.</summary>
internal sealed class AwsException(int status, string code, string? message, params (string Name, string Value)[] details)
    : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>AWS's code, for example <c>NoSuchKey</c>.</summary>
    public string Code { get; } = code;

    /// <summary>AWS's message; null where AWS sends none.</summary>
    public string? Text { get; } = message;

    /// <summary>Further elements of the body, in order, for example <c>BucketName</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; } = details;
}
