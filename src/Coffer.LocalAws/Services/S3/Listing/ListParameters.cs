using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Listing;

/// <summary>The query parameters that all listings of a bucket share.</summary>
internal sealed class ListParameters(S3Request request)
{
    private const int Most = 1000;

    public string Prefix { get; } = request.Parameter("prefix") ?? "";

    public string Delimiter { get; } = request.Parameter("delimiter") ?? "";

    public int MaxKeys { get; } = Count(request, "max-keys");

    public bool IsUrlEncoded { get; } = ParseEncoding(request.Parameter("encoding-type"));

    /// <summary>What a key that begins with the prefix is rolled up into; null where it is not.</summary>
    public string? CommonPrefixOf(string key) => CommonPrefixOf(key, Prefix, Delimiter);

    public static string? CommonPrefixOf(string key, string prefix, string delimiter)
    {
        var at = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + delimiter.Length)];
    }

    /// <summary>A key as the answer writes it.</summary>
    public string Encode(string key) => IsUrlEncoded ? UrlEncode(key) : key;

    /// <summary>How much a page may hold: never more than 1000.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter that says so.</param>
    public static int Count(S3Request request, string name) => Number(request, name, Most);

    /// <summary>A parameter that is a number; never more than 1000 but where another bound is given.</summary>
    public static int Number(S3Request request, string name, int missing, int most = Most)
    {
        if (request.Parameter(name) is not { Length: > 0 } text)
        {
            return missing;
        }
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
        }
        return number >= 0
            ? Math.Min(number, most)
            : throw S3Errors.InvalidArgument($"Argument {name} must be an integer between 0 and 2147483647", name, text);
    }

    private static bool ParseEncoding(string? text) => text switch
    {
        null or "" => false,
        "url" => true,
        _ => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", text),
    };

    private static string UrlEncode(string key)
    {
        var encoded = new StringBuilder(key.Length);
        foreach (var value in Encoding.UTF8.GetBytes(key))
        {
            var c = (char)value;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '/' or '*')
            {
                encoded.Append(c);
                continue;
            }
            encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
        return encoded.ToString();
    }
}

/// <summary>Where a listing goes on, opaque to clients; the hash tells a token from anything else.</summary>
internal static class ContinuationToken
{
    private const int HashBytes = 8;

    public static string Of(string last)
    {
        var bytes = Encoding.UTF8.GetBytes(last);
        return Base64Url.EncodeToString([.. SHA256.HashData(bytes).AsSpan(0, HashBytes), .. bytes]);
    }

    public static string Parse(string token)
    {
        if (!Base64Url.IsValid(token))
        {
            throw Incorrect();
        }
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length > HashBytes
            && SHA256.HashData(bytes.AsSpan(HashBytes)).AsSpan(0, HashBytes).SequenceEqual(bytes.AsSpan(0, HashBytes))
            ? Encoding.UTF8.GetString(bytes.AsSpan(HashBytes))
            : throw Incorrect();
    }

    private static AwsException Incorrect() =>
        S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token");
}
