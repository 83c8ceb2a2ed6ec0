using Coffer.Aws.Connections;
namespace Coffer.Aws.Credentials;

/// <summary>What the sources need of the world around them.</summary>
/// <param name="Variable">The environment's variables.</param>
/// <param name="Region">The region of STS where neither the environment nor the profile has one.</param>
/// <param name="Http">The ways out of the process.</param>
/// <param name="Clock">The time.</param>
internal sealed record CredentialContext(Func<string, string?> Variable, string Region, AwsHttp Http, TimeProvider Clock)
{
    /// <summary>A variable that is set and not empty.</summary>
    public string? Set(string name) => AwsSettings.Set(Variable(name));

    /// <summary>The text of a file that a setting names.</summary>
    /// <exception cref="SourceException">Where it cannot be read, or is empty.</exception>
    public static async Task<string> ReadAsync(string path, string setting, CancellationToken cancellation)
    {
        try
        {
            var text = (await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false)).Trim();
            return text.Length > 0 ? text : throw new SourceException($"the file of {setting} is empty ('{path}')");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = exception is FileNotFoundException or DirectoryNotFoundException ? "is not there" : "cannot be read";
            throw new SourceException($"the file of {setting} {why} ('{path}')");
        }
    }
}
