namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>
/// The order of listings: by the bytes of UTF-8. It differs from the order of UTF-16 only where surrogates meet the characters
/// above them.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y)
    {
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x!.Length || common == y!.Length)
        {
            return x.Length.CompareTo(y!.Length);
        }
        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
