namespace Coffer.Core.Model;

/// <summary>
/// Paths that differ only by case, whole or in the name of a folder: Windows and macOS hold one of two such files, and put the files of
/// two such folders into one.
/// </summary>
internal sealed class NameTwins
{
    private readonly Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a path with the folders above it.</summary>
    /// <param name="path">Segments joined by slashes.</param>
    /// <returns>The part of it that differs only by case from a part of another, and that part; null where none does.</returns>
    public (string Part, string Twin)? Add(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); ; slash = path.IndexOf('/', slash + 1))
        {
            var part = slash < 0 ? path : path[..slash];
            if (!known.TryAdd(part, part) && known[part] != part)
            {
                return (part, known[part]);
            }

            if (slash < 0)
            {
                return null;
            }
        }
    }
}
