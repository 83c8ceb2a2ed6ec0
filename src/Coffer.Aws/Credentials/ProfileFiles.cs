namespace Coffer.Aws.Credentials;

/// <summary>
/// <c>~/.aws/config</c> and <c>~/.aws/credentials</c>. We read them ourselves: the SDK takes a profile with one value that it does not
/// understand, and a file that it may not look at, for one that is not there. Another account's credentials would follow.
/// </summary>
internal static class ProfileFiles
{
    private static readonly Dictionary<string, string> None = [];

    private static string? Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : null;

    /// <summary>The name of the profile that the variables choose.</summary>
    public static string Chosen(Func<string, string?> variable) => AwsSettings.Set(variable("AWS_PROFILE")) ?? "default";

    /// <summary>A profile; null where there is none of this name.</summary>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Denied"/> where a file cannot be read, <see cref="ErrorCode.Configuration"/> where it is malformed.
    /// </exception>
    public static AwsProfile? Find(string name, Func<string, string?> variable)
    {
        var config = Read(Config(variable), isCredentials: false);
        var credentials = Read(Credentials(variable), isCredentials: true);
        var configured = config.GetValueOrDefault(Section("profile", name));
        var secret = credentials.GetValueOrDefault(Section("profile", name));
        if (configured is null && secret is null)
        {
            return null;
        }

        var settings = new Dictionary<string, string>(configured ?? None);
        foreach (var (setting, value) in secret ?? None)
        {
            settings[setting] = value;
        }

        Dictionary<string, string> Of(string kind) =>
            settings.TryGetValue(kind.Replace('-', '_'), out var other) ? config.GetValueOrDefault(Section(kind, other)) ?? None : None;
        foreach (var (setting, value) in Of("sso-session"))
        {
            settings.TryAdd(setting, value);
        }

        return new AwsProfile(settings, Of("services"));
    }

    /// <summary>The file of the configuration; null without a home.</summary>
    public static string? Config(Func<string, string?> variable) => AwsSettings.Set(variable("AWS_CONFIG_FILE")) ?? InHome("config");

    /// <summary>Whether there may be a profile: not where both files are missing for sure.</summary>
    /// <param name="variable">The environment's variables.</param>
    public static bool MayExist(Func<string, string?> variable)
    {
        try
        {
            return Array.Exists(
                [Config(variable), Credentials(variable)],
                path => path is not null && Disk.Own.KindOf(Whole(path), followLinks: true) != FileKind.Missing);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            return true;
        }
    }

    /// <summary>A file below <c>~/.aws</c>; null without a home, as in many containers.</summary>
    public static string? InHome(params ReadOnlySpan<string> path) => Home is { } home ? Path.Combine([home, ".aws", .. path]) : null;

    /// <summary>What a section is called here.</summary>
    public static string Section(string kind, string name) => $"{kind} {name}";

    private static string? Credentials(Func<string, string?> variable) =>
        AwsSettings.Set(variable("AWS_SHARED_CREDENTIALS_FILE")) ?? InHome("credentials");

    private static string Whole(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) && Home is { } home ? Path.Join(home, path[1..]) : path;

    private static Dictionary<string, Dictionary<string, string>> Read(string? path, bool isCredentials)
    {
        if (path is null)
        {
            return [];
        }

        var whole = Whole(path);
        try
        {
            // Docker makes a folder where a file is to be mounted that is not there.
            return Disk.Own.KindOf(whole, followLinks: true) == FileKind.Folder
                ? []
                : ProfileText.Parse(CredentialContext.Bytes(whole), path, isCredentials);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            return FileTrouble.IsMissing(exception) ? [] : throw FileTrouble.Reading(path, exception);
        }
    }
}
