using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html</summary>
internal static class ListMultipartUploads
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var parameters = new ListParameters(request);
        var most = ListParameters.Count(request, "max-uploads");
        var (keyMarker, idMarker) = (request.Parameter("key-marker") ?? "", request.Parameter("upload-id-marker") ?? "");
        var (items, prefixes, next) = Page(Left(bucket, parameters, keyMarker, idMarker), parameters, keyMarker, most);
        using var xml = new S3Xml("ListMultipartUploadsResult");
        xml.Element("Bucket", bucket.Name)
            .Element("KeyMarker", parameters.Encode(keyMarker))
            .Element("UploadIdMarker", idMarker)
            .Element("NextKeyMarker", next is { } place ? parameters.Encode(place.Key) : null)
            .Element("NextUploadIdMarker", next?.Id)
            .Element("Prefix", parameters.Encode(parameters.Prefix))
            .Element("Delimiter", parameters.Delimiter.Length == 0 ? null : parameters.Encode(parameters.Delimiter))
            .Element("EncodingType", parameters.IsUrlEncoded ? "url" : null)
            .Element("MaxUploads", most)
            .Element("IsTruncated", next is not null);
        foreach (var upload in items)
        {
            xml.Element("Upload", element => Write(element, upload, parameters, bucket.Owner));
        }

        ListXml.WriteCommonPrefixes(xml, parameters, prefixes);
        await xml.SendAsync(request.Response);
    }

    /// <summary>The uploads after the markers; a marker without a key counts for nothing.</summary>
    private static IEnumerable<MultipartUpload> Left(Bucket bucket, ListParameters parameters, string keyMarker, string idMarker)
    {
        var all = bucket.Uploads.All().Where(upload => upload.Target.Key.StartsWith(parameters.Prefix, StringComparison.Ordinal));
        if (keyMarker.Length == 0)
        {
            return all;
        }

        var sameKey = idMarker.Length == 0 ? [] : all.Where(upload => upload.Target.Key == keyMarker)
            .SkipWhile(upload => upload.Id != idMarker).Skip(1);
        return sameKey.Concat(all.Where(upload => Utf8Order.Instance.Compare(upload.Target.Key, keyMarker) > 0));
    }

    private static (List<MultipartUpload> Items, List<string> Prefixes, (string Key, string Id)? Next) Page(
        IEnumerable<MultipartUpload> left, ListParameters parameters, string keyMarker, int most)
    {
        var (items, prefixes) = (new List<MultipartUpload>(), new List<string>());
        (string Key, string Id) last = ("", "");
        foreach (var upload in left)
        {
            var prefix = parameters.CommonPrefixOf(upload.Target.Key);
            if (prefix is not null && (prefixes.LastOrDefault() == prefix || keyMarker.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            if (items.Count + prefixes.Count == most)
            {
                return (items, prefixes, last);
            }

            if (prefix is not null)
            {
                prefixes.Add(prefix);
                last = (prefix, "");
                continue;
            }

            items.Add(upload);
            last = (upload.Target.Key, upload.Id);
        }

        return (items, prefixes, null);
    }

    private static void Write(S3Xml xml, MultipartUpload upload, ListParameters parameters, string owner)
    {
        xml.Element("Key", parameters.Encode(upload.Target.Key)).Element("UploadId", upload.Id);
        MultipartXml.WriteOwners(xml, upload.Target, owner);
        xml.Element("StorageClass", StorageClass.NameOf(upload.Target)).Element("Initiated", upload.Target.LastModified);
        _ = MultipartXml.WriteChecksumKind(xml, upload.Target);
    }
}
