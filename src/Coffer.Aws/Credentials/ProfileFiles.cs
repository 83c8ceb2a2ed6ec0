using Amazon.Runtime.CredentialManagement;

namespace Coffer.Aws.Credentials;

/// <summary>
/// <c>~/.aws/config</c> and <c>~/.aws/credentials</c>. The SDK reads them, and takes one that it may not look at for one that is
/// not there: another account's credentials would follow. So they are looked at first.
/// </summary>
internal static class ProfileFiles
{
    /// <summary>A profile; null where there is none of this name.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Denied"/> where a file cannot be read.</exception>
    public static CredentialProfile? Find(string name, Func<string, string?> variable)
    {
        Array.ForEach(Paths(variable), Require);
        try
        {
            return new CredentialProfileStoreChain().TryGetProfile(name, out var found) ? found : null;
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Reading("~/.aws", exception);
        }
    }

    /// <summary>Whether there may be a profile: not where both files are missing for sure.</summary>
    /// <param name="variable">The environment's variables.</param>
    public static bool MayExist(Func<string, string?> variable)
    {
        try
        {
            return Array.Exists(
                Paths(variable), path => path.Length > 0 && Disk.Own.KindOf(path, followLinks: true) != FileKind.Missing);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            return true;
        }
    }

    private static string[] Paths(Func<string, string?> variable) =>
        [variable("AWS_SHARED_CREDENTIALS_FILE") ?? InHome("credentials"), variable("AWS_CONFIG_FILE") ?? InHome("config")];

    private static string InHome(string file) =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", file);

    private static void Require(string path)
    {
        // Something else than a file, such as a shell's <(…), can be read only once.
        if (path.Length > 0 && SafeFile.KindOf(path, path, followLinks: true) == FileKind.File)
        {
            SafeFile.Asking(path, () =>
            {
                using var file = Disk.Own.Open(path, followLinks: true);
                Span<byte> first = stackalloc byte[1];
                return file.Read(first);
            });
        }
    }
}
