using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html</summary>
internal static class ListObjectVersions
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var parameters = new ListParameters(request);
        var (keyMarker, versionMarker) = (request.Parameter("key-marker") ?? "", request.Parameter("version-id-marker"));
        RequireMarkers(keyMarker, versionMarker);
        var page = bucket.List(new(parameters.Prefix, parameters.Delimiter, parameters.MaxKeys,
            keyMarker, string.IsNullOrEmpty(versionMarker) ? null : versionMarker, Versions: true));
        using var xml = new S3Xml("ListVersionsResult");
        xml.Element("Name", bucket.Name)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Element("KeyMarker", parameters.Encode(keyMarker))
            .Element("VersionIdMarker", versionMarker ?? "");
        if (page.IsTruncated)
        {
            xml.Element("NextKeyMarker", parameters.Encode(page.LastKey!)).Element("NextVersionIdMarker", page.LastVersion);
        }
        ListXml.WriteShared(xml, parameters, page);
        foreach (var item in page.Items)
        {
            xml.Element(
                item.Version.IsDeleteMarker ? "DeleteMarker" : "Version", element => Write(element, item, parameters, bucket.Owner));
        }
        ListXml.WriteCommonPrefixes(xml, parameters, page.CommonPrefixes);
        await xml.SendAsync(request.Response);
    }

    private static void RequireMarkers(string keyMarker, string? versionMarker)
    {
        if (versionMarker is null)
        {
            return;
        }
        if (keyMarker.Length == 0)
        {
            throw S3Errors.InvalidArgument("A version-id marker cannot be specified without a key "
                + "marker.", "version-id-marker", versionMarker);
        }
        if (versionMarker.Length == 0)
        {
            throw S3Errors.InvalidArgument("A version-id marker cannot be empty.", "version-id-marker", versionMarker);
        }
        if (!VersionIds.IsValid(versionMarker))
        {
            throw S3Errors.InvalidArgument("Invalid version id specified", "version-id-marker", versionMarker);
        }
    }

    private static void Write(S3Xml xml, ListedVersion item, ListParameters parameters, string owner)
    {
        var version = item.Version;
        xml.Element("Key", parameters.Encode(version.Key))
            .Element("VersionId", version.VersionId)
            .Element("IsLatest", item.IsLatest)
            .Element("LastModified", version.LastModified);
        if (!version.IsDeleteMarker)
        {
            ListXml.WriteObject(xml, version);
        }
        ListXml.WriteOwner(xml, owner);
    }
}
