using System.Buffers;
using System.Text.Json;
using Coffer.Core.Model;

namespace Coffer.Aws.Wire;

/// <summary>The requests of a start, not yet signed. A header that the SDK signs is here, too, so that both sign the same.</summary>
internal static class WireRequests
{
    /// <summary>The header with the tag of what is known: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html</summary>
    public const string Known = "if-none-match";

    private const string ContentHash = "x-amz-content-sha256";

    /// <summary>A page of a listing: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html</summary>
    /// <param name="bucket">Where the bucket is.</param>
    /// <param name="prefix">What all keys begin with.</param>
    /// <param name="token">Where the page before ended; null for the first.</param>
    public static RequestToSign List(ServiceAddress bucket, string prefix, string? token) => OfS3(
        $"{bucket.Path}/",
        (token is null ? "" : $"continuation-token={PercentText.OfQuery(token)}&")
            + $"list-type=2&prefix={PercentText.OfQuery(prefix)}");

    /// <summary>An object: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html</summary>
    /// <param name="bucket">Where the bucket is.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="version">Its version; null for the newest.</param>
    /// <param name="known">The tag of the content that is known; null where none is.</param>
    public static RequestToSign Get(ServiceAddress bucket, string key, string? version, string? known)
    {
        var request = OfS3(
            $"{bucket.Path}/{PercentText.OfPath(key)}", version is null ? "" : $"versionId={PercentText.OfQuery(version)}");
        request.Headers["x-amz-checksum-mode"] = "ENABLED";
        if (known is not null)
        {
            request.Headers[Known] = known;
        }

        return request;
    }

    /// <summary>A ciphertext to open: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html</summary>
    /// <param name="content">What <see cref="DecryptContent"/> wrote.</param>
    public static RequestToSign Decrypt(ReadOnlySpan<byte> content)
    {
        var hash = Signer.Hash(content);
        return new RequestToSign("POST", "/", "", hash)
        {
            Headers =
            {
                ["content-type"] = "application/x-amz-json-1.1",
                [ContentHash] = hash,
                ["x-amz-api-version"] = "2014-11-01",
                ["x-amz-target"] = "TrentService.Decrypt",
            },
        };
    }

    /// <summary>The body of a Decrypt.</summary>
    public static ReadOnlyMemory<byte> DecryptContent(
        KeyName key, ReadOnlySpan<byte> ciphertext, IReadOnlyList<KeyValuePair<string, string>> context)
    {
        var content = new ArrayBufferWriter<byte>((ciphertext.Length * 4 / 3) + 512);
        using var json = new Utf8JsonWriter(content);
        json.WriteStartObject();
        json.WriteBase64String("CiphertextBlob"u8, ciphertext);
        json.WriteStartObject("EncryptionContext"u8);
        foreach (var (name, value) in context)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("KeyId"u8, key.Text);
        json.WriteEndObject();
        json.Flush();
        return content.WrittenMemory;
    }

    private static RequestToSign OfS3(string path, string query) => new("GET", path, query, RequestToSign.NoContent)
    {
        Headers = { [ContentHash] = RequestToSign.NoContent },
    };
}
