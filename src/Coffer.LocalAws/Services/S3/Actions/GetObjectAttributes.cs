using System.Globalization;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html</summary>
internal static class GetObjectAttributes
{
    private const string Header = "x-amz-object-attributes";

    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var wanted = Wanted(request);
        var version = VersionLookup.Require(request, bucket);
        ObjectEncryption.RequireReadable(version, request.Parts.Keys);
        request.Response.Headers.LastModified = version.LastModified.ToString("R", CultureInfo.InvariantCulture);
        using var xml = new S3Xml("GetObjectAttributesResponse");
        if (wanted.Contains("ETag"))
        {
            xml.Element("ETag", version.ETag);
        }

        if (wanted.Contains("Checksum"))
        {
            xml.Element("Checksum", element => element
                .Element($"Checksum{version.ChecksumAlgorithm}", version.Checksum).Element("ChecksumType", version.ChecksumType));
        }

        if (wanted.Contains("ObjectParts") && version.Parts is { } parts)
        {
            xml.Element("ObjectParts", element => WriteParts(element, request, version, parts));
        }

        xml.Element("StorageClass", wanted.Contains("StorageClass") ? StorageClass.NameOf(version) : null);
        if (wanted.Contains("ObjectSize"))
        {
            xml.Element("ObjectSize", version.Size);
        }

        await xml.SendAsync(request.Response);
    }

    private static string[] Wanted(S3Request request)
    {
        var names = (request.Header(Header) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
        {
            throw S3Errors.InvalidRequest(
                "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty");
        }

        return Array.Find(names, name => !Known.Contains(name)) is null
            ? names
            : throw S3Errors.InvalidArgument("Invalid attribute name specified.", Header, request.Header(Header));
    }

    /// <summary>Parts are told one by one only where they have checksums.</summary>
    private static void WriteParts(S3Xml xml, S3Request request, ObjectVersion version, IReadOnlyList<ObjectPart> parts)
    {
        xml.Element("PartsCount", parts.Count);
        if (parts[0].Checksum is null)
        {
            return;
        }

        var most = CountOf(request, "x-amz-max-parts", 1000);
        var after = CountOf(request, "x-amz-part-number-marker", 0);
        var left = parts.Where(part => part.Number > after).ToList();
        var page = left[..Math.Min(most, left.Count)];
        foreach (var part in page)
        {
            xml.Element("Part", element => element
                .Element("PartNumber", part.Number)
                .Element("Size", part.Size)
                .Element($"Checksum{version.ChecksumAlgorithm}", part.Checksum));
        }

        xml.Element("PartNumberMarker", after)
            .Element("NextPartNumberMarker", page.Count > 0 ? page[^1].Number : 0)
            .Element("MaxParts", most)
            .Element("IsTruncated", left.Count > most);
    }

    private static int CountOf(S3Request request, string name, int missing) => request.Header(name) is not { } text
        ? missing
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
}
