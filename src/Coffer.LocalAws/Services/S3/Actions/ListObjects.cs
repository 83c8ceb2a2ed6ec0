using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html</summary>
internal static class ListObjects
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var parameters = new ListParameters(request);
        var marker = request.Parameter("marker") ?? "";
        var page = bucket.List(new(parameters.Prefix, parameters.Delimiter, parameters.MaxKeys, marker));
        using var xml = new S3Xml("ListBucketResult");
        xml.Element("Name", bucket.Name)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Element("Marker", parameters.Encode(marker));
        // AWS gives a next marker only with a delimiter; without one it is the last key.
        var hasNext = page.IsTruncated && parameters.Delimiter.Length > 0;
        xml.Element("NextMarker", hasNext ? parameters.Encode(page.LastKey!) : null);
        ListXml.WriteShared(xml, parameters, page);
        ListXml.WriteContents(xml, parameters, page, bucket.Owner);
        ListXml.WriteCommonPrefixes(xml, parameters, page);
        await xml.SendAsync(request.Response);
    }
}
