using System.Text;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Credentials;

/// <summary>What the sources need of the world around them.</summary>
/// <param name="Variable">The environment's variables.</param>
/// <param name="Region">The region of STS where neither the environment nor the profile has one.</param>
/// <param name="Http">The ways out of the process.</param>
/// <param name="Clock">The time.</param>
internal sealed record CredentialContext(Func<string, string?> Variable, string Region, AwsHttp Http, TimeProvider Clock)
{
    // A token has some kilobytes.
    private const int MaxBytes = 1024 * 1024;

    /// <summary>A variable that is set and not empty.</summary>
    public string? Set(string name) => AwsSettings.Set(Variable(name));

    /// <summary>The text of a file that a setting names.</summary>
    /// <exception cref="SourceException">Where it cannot be read, or is empty.</exception>
    public static string Read(string path, string setting)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Bytes(path)).Trim('\uFEFF').Trim();
            return text.Length > 0 ? text : throw new SourceException($"the file of {setting} is empty ('{path}')");
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            var why = FileTrouble.IsMissing(exception) ? "is not there" : $"cannot be read: {FileTrouble.Cause(exception)}";
            throw new SourceException($"the file of {setting} {why} ('{path}')");
        }
    }

    /// <summary>What a file of credentials holds, links followed.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Bytes(string path)
    {
        using var file = Disk.Own.Open(path, followLinks: true);
        var content = new byte[MaxBytes + 1];
        var length = file.Fill(content);
        return length <= MaxBytes ? content[..length] : throw new SourceException($"it has more than {MaxBytes} bytes ('{path}')");
    }
}
