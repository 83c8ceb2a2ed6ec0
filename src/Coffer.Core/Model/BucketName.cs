namespace Coffer.Core.Model;

/// <summary>
/// What a bucket may be called: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. Old ones in us-east-1 have
/// capitals and underscores. Anything else would be another spelling of some bucket, or lead elsewhere.
/// </summary>
internal static class BucketName
{
    private const int Shortest = 3;
    private const int Longest = 255;

    private static readonly System.Buffers.SearchValues<char> Characters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether a bucket may have this name.</summary>
    public static bool IsOne(string name) =>
        name.Length is >= Shortest and <= Longest
        && name.AsSpan().IndexOfAnyExcept(Characters) < 0
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1]);
}
