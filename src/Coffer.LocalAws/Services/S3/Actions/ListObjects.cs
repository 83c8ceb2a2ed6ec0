using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>Both ways of listing objects.</summary>
internal static class ListObjects
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html</summary>
    public static async Task FirstAsync(S3Request request)
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
        ListXml.WriteCommonPrefixes(xml, parameters, page.CommonPrefixes);
        await xml.SendAsync(request.Response);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html</summary>
    public static async Task SecondAsync(S3Request request)
    {
        if (request.Parameter("list-type") is not "2")
        {
            throw S3Errors.InvalidArgument("Invalid List Type specified in Request", "list-type", request.Parameter("list-type"));
        }
        var bucket = request.RequireBucket();
        var parameters = new ListParameters(request);
        var (token, startAfter) = (request.Parameter("continuation-token"), request.Parameter("start-after"));
        var after = token is null ? startAfter : ContinuationToken.Parse(token);
        var page = bucket.List(new(parameters.Prefix, parameters.Delimiter, parameters.MaxKeys, after));
        using var xml = new S3Xml("ListBucketResult");
        xml.Element("Name", bucket.Name)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Element("StartAfter", startAfter is null ? null : parameters.Encode(startAfter))
            .Element("ContinuationToken", token)
            .Element("NextContinuationToken", page.IsTruncated ? ContinuationToken.Of(page.LastKey!) : null)
            .Element("KeyCount", page.Items.Count + page.CommonPrefixes.Count);
        ListXml.WriteShared(xml, parameters, page);
        ListXml.WriteContents(xml, parameters, page, request.Parameter("fetch-owner") == "true" ? bucket.Owner : null);
        ListXml.WriteCommonPrefixes(xml, parameters, page.CommonPrefixes);
        await xml.SendAsync(request.Response);
    }
}
