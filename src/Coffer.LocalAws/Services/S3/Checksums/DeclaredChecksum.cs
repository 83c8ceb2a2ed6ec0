using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3.Checksums;

/// <summary>The checksum a client says its body has, in a header or, <see cref="Value"/> still null, in the trailer to come.</summary>
internal sealed record DeclaredChecksum(ChecksumAlgorithm Algorithm, string? Value)
{
    private const string Prefix = "x-amz-checksum-";

    public static DeclaredChecksum? Of(IHeaderDictionary headers)
    {
        var given = ChecksumAlgorithm.All.Where(algorithm => headers.ContainsKey(algorithm.Header)).ToList();
        var trailer = InTrailer(headers["x-amz-trailer"].ToString());
        if (given.Count + (trailer is null ? 0 : 1) > 1)
        {
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        if (trailer is not null)
        {
            return new(trailer, null);
        }
        if (given.Count == 1)
        {
            var value = headers[given[0].Header].ToString();
            return new(given[0], RequireForm(given[0], value));
        }
        return headers.TryGetValue("x-amz-sdk-checksum-algorithm", out var named) && ChecksumAlgorithm.Require(named.ToString()) is not null
            ? throw S3Errors.InvalidRequest("x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* "
                + "or x-amz-trailer headers were found.")
            : null;
    }

    /// <summary>Compares with what was computed.</summary>
    public void Verify(string computed, IReadOnlyDictionary<string, string> trailers)
    {
        var expected = Value ?? RequireForm(Algorithm, trailers.GetValueOrDefault(Algorithm.Header) ?? throw MissingTrailer());
        if (expected != computed)
        {
            throw new AwsException(400, "BadDigest", $"The {Algorithm.Name} you specified did not match the calculated checksum.");
        }
    }

    private static ChecksumAlgorithm? InTrailer(string trailer) => trailer.Length == 0
        ? null
        : ChecksumAlgorithm.All.FirstOrDefault(algorithm => algorithm.Header.Equals(trailer.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw (trailer.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                ? S3Errors.NotImplemented(trailer.Trim())
                : S3Errors.InvalidRequest("The value specified in the x-amz-trailer header is not supported"));

    private static string RequireForm(ChecksumAlgorithm algorithm, string value)
    {
        var bytes = new byte[algorithm.Length + 3];
        return Convert.TryFromBase64String(value, bytes, out var length) && length == algorithm.Length
            ? value
            : throw S3Errors.InvalidRequest($"Value for {algorithm.Header} header is invalid.");
    }

    private static AwsException MissingTrailer() => new(400, "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");
}

/// <summary>The Content-MD5 header: base64 of 16 bytes, or (as AWS was seen to accept) 32 hexadecimal digits.</summary>
internal sealed record ContentMd5(string Text, byte[] Value)
{
    public static ContentMd5? Parse(string? header)
    {
        if (header is null)
        {
            return null;
        }
        var bytes = new byte[24];
        if (Convert.TryFromBase64String(header, bytes, out var length) && length == 16)
        {
            return new(header, bytes[..16]);
        }
        return header.Length == 32 && header.All(char.IsAsciiHexDigit)
            ? new(header, Convert.FromHexString(header))
            : throw new AwsException(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", ("Content-MD5", header));
    }

    public void Verify(byte[] computed)
    {
        if (!Value.AsSpan().SequenceEqual(computed))
        {
            throw new AwsException(400, "BadDigest", "The Content-MD5 you specified did not match what we received.",
                ("ExpectedDigest", Text), ("CalculatedDigest", Convert.ToBase64String(computed)));
        }
    }
}
