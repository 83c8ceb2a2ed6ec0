namespace Coffer.Core.Files;

/// <summary>A system call that failed. An <see cref="IOException"/>, as .NET's own failures of files are.</summary>
/// <param name="error">Its <c>errno</c>.</param>
internal sealed class SystemCallException(int error) : IOException(SystemError.Describe(error))
{
    /// <summary>The system's reason.</summary>
    public int Error => error;
}
