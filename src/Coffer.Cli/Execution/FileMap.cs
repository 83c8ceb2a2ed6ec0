using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>Which file gets which secret: the path below one folder is the secret's name within its service.</summary>
internal static class FileMap
{
    /// <summary>Maps secrets to paths.</summary>
    /// <param name="secrets">The secrets, in the order of their sources.</param>
    /// <param name="overwrite">Whether a later source's secret takes the place of an earlier one's.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Configuration"/> for two secrets with one path, or where one's file is another's folder.
    /// </exception>
    public static IReadOnlyDictionary<string, SecretAddress> Create(IEnumerable<SecretAddress> secrets, bool overwrite)
    {
        var map = new SortedDictionary<string, SecretAddress>(StringComparer.Ordinal);
        foreach (var secret in secrets)
        {
            if (map.TryGetValue(secret.Name, out var other) && !overwrite)
            {
                throw new CofferException(
                    ErrorCode.Configuration,
                    $"'{other}' and '{secret}' would both be the file '{secret.Name}'",
                    "say --overwrite to let the later source win");
            }

            map[secret.Name] = secret;
        }

        foreach (var (name, secret) in map)
        {
            for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
            {
                if (map.TryGetValue(name[..slash], out var file))
                {
                    throw new CofferException(
                        ErrorCode.Configuration,
                        $"'{file}' would be a file, and '{secret}' needs a folder in its place",
                        "rename one, or leave it out with '--only'");
                }
            }
        }

        return map;
    }
}
