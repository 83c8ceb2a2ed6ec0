using System.Globalization;
using System.Text;
using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// The headers of an upload that are given back with the object:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
/// </summary>
internal sealed record ObjectHeaders(IReadOnlyDictionary<string, string> System, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const int MaxMetadataBytes = 2048;

    private static readonly string[] SystemNames =
        ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    public static ObjectHeaders Parse(IHeaderDictionary headers)
    {
        var system = new Dictionary<string, string>();
        foreach (var name in SystemNames)
        {
            var value = name == "Content-Encoding" ? WithoutChunking(headers[name].ToString()) : headers[name].ToString();
            if (value.Length > 0)
            {
                system[name] = value;
            }
        }
        system.TryAdd("Content-Type", "binary/octet-stream");
        return new(system, ParseMetadata(headers));
    }

    public static void Write(ObjectVersion version, IHeaderDictionary headers)
    {
        foreach (var (name, value) in version.Headers)
        {
            headers[name] = Ascii(value);
        }
        foreach (var (name, value) in version.Metadata)
        {
            headers[MetadataPrefix + name] = Ascii(value);
        }
    }

    /// <summary>
    /// New buckets have no access control lists: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    /// </summary>
    public static void RequireNoAcl(string? acl)
    {
        if (acl is not (null or "private" or "bucket-owner-full-control"))
        {
            throw new AwsException(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
        }
    }

    private static Dictionary<string, string> ParseMetadata(IHeaderDictionary headers)
    {
        var metadata = headers
            .Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[MetadataPrefix.Length..].ToLowerInvariant(), header => header.Value.ToString());
        var size = metadata.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        return size <= MaxMetadataBytes ? metadata : throw new AwsException(400, "MetadataTooLarge",
            "Your metadata headers exceed the maximum allowed metadata size",
            ("Size", size.ToString(CultureInfo.InvariantCulture)),
            ("MaxSizeAllowed", MaxMetadataBytes.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>What is left is given back as it was written.</summary>
    private static string WithoutChunking(string encoding) => encoding.Contains("aws-chunked", StringComparison.Ordinal)
        ? string.Join(',', encoding.Split(',').Where(part => part.Trim() is not ("aws-chunked" or ""))).Trim()
        : encoding;

    /// <summary>S3 gives back what does not fit a header as RFC 2047 says.</summary>
    private static string Ascii(string value) =>
        Ascii7(value) ? value : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";

    private static bool Ascii7(string value) => value.All(c => c is >= ' ' and <= '~' or '\t');
}
