using System.Buffers;

namespace Coffer.Core.Model;

/// <summary>Names of AWS's places, wherever they come from: they become parts of hosts and paths, and of messages.</summary>
internal static class PlaceNames
{
    // A part of a host's name: RFC 1035, section 2.3.4.
    private const int MaxRegion = 63;

    private static readonly SearchValues<char> InRegion =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>A region's name.</summary>
    /// <param name="text">For example <c>eu-west-1</c>.</param>
    /// <param name="where">For the message: what said it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where no region can be called so.</exception>
    public static string Region(string text, string where) =>
        text.Length is > 0 and <= MaxRegion && !text.AsSpan().ContainsAnyExcept(InRegion)
            ? text
            : throw new CofferException(
                ErrorCode.Configuration, $"{where} is not the name of a region", "a region is written as 'eu-west-1'");

    /// <summary>A bucket's name. S3 has narrower rules, which it knows best.</summary>
    /// <param name="text">For example <c>staging-secrets</c>.</param>
    /// <param name="where">For the message: what said it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where no bucket can be called so.</exception>
    public static string Bucket(string text, string where) => BucketName.IsOne(text)
        ? text
        : throw new CofferException(
            ErrorCode.Configuration,
            $"{where} is no name of a bucket",
            "write the bucket's own name: no ARN, no URL, no path in it");
}
