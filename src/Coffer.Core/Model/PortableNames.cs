namespace Coffer.Core.Model;

/// <summary>
/// Names that are good here and that a checkout elsewhere cannot hold: Windows reserves some, drops a dot at a name's end, and has no room
/// for long paths. https://learn.microsoft.com/windows/win32/fileio/naming-a-file
/// </summary>
internal static class PortableNames
{
    /// <summary>
    /// The longest address in bytes: Windows has 260 characters for a whole path, and the folder of the checkout needs some of them.
    /// </summary>
    public const int MaxBytes = 200;

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Numbered("COM"), .. Numbered("LPT")], StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a checkout elsewhere cannot hold an address, or a part of one; null where it can.</summary>
    /// <param name="path">Segments joined by slashes, each within the grammar.</param>
    /// <param name="typed">Whether it is a word of a command line: it is not repeated, as it may be a value in the wrong place.</param>
    public static string? Problem(string path, bool typed = false) =>
        Array.Find(path.Split('/'), IsDevice) is { } device ? $"Windows has a device of the name '{device}', and no file"
        : path.Length > MaxBytes
            ? $"it has {path.Length} characters, more than the {MaxBytes} that a checkout on Windows has room for"
        : Array.Find(path.Split('/'), EndsWithDot) is { } dotted ? $"Windows drops the dot at the end of {(typed ? "it" : $"'{dotted}'")}"
        : null;

    /// <summary>Whether a dot at the end of a name is all that there is.</summary>
    public static bool IsDotOnly(string path) => path.Length <= MaxBytes && !Array.Exists(path.Split('/'), IsDevice);

    /// <summary>Refuses an address, or a part of one, that is about to be written.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public static void Require(string path)
    {
        if (Problem(path) is { } problem)
        {
            throw new CofferException(
                ErrorCode.Usage, $"'{path}' cannot be checked out everywhere: {problem}", "choose another name");
        }
    }

    // With an extension, too: 'aux.txt' is the device.
    private static bool IsDevice(string segment) => Devices.Contains(segment.Split('.', 2)[0]);

    private static bool EndsWithDot(string segment) => segment.EndsWith('.');

    private static IEnumerable<string> Numbered(string device) => Enumerable.Range(0, 10).Select(number => $"{device}{number}");
}
