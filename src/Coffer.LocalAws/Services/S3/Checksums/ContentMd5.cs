using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Checksums;

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
