namespace Coffer.Aws.Connections;

/// <summary>Names of regions in answers: they end up in messages.</summary>
internal static class Regions
{
    private const int MaxLength = 32;

    /// <summary>The text where it can be a region's name, else null.</summary>
    public static string? Named(string? text) =>
        text is { Length: > 0 and <= MaxLength }
            && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? text
            : null;
}
