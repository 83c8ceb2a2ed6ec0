using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html</summary>
internal static class ListParts
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var upload = bucket.Uploads.Require(request.Parameter("uploadId")!, request.RequireKey());
        var most = ListParameters.Count(request, "max-parts");
        var after = ListParameters.Number(request, "part-number-marker", missing: 0, most: int.MaxValue);
        var left = upload.Parts.Where(part => part.Sequence > after).ToList();
        var page = left[..Math.Min(most, left.Count)];
        using var xml = new S3Xml("ListPartsResult");
        xml.Element("Bucket", bucket.Name).Element("Key", upload.Target.Key).Element("UploadId", upload.Id);
        MultipartXml.WriteOwners(xml, upload.Target, bucket.Owner);
        xml.Element("StorageClass", StorageClass.NameOf(upload.Target))
            .Element("PartNumberMarker", after)
            .Element("NextPartNumberMarker", page.Count > 0 ? page[^1].Sequence : 0)
            .Element("MaxParts", most)
            .Element("IsTruncated", left.Count > most);
        var checksum = MultipartXml.WriteChecksumKind(xml, upload.Target);
        foreach (var part in page)
        {
            xml.Element("Part", element => element
                .Element("PartNumber", part.Sequence)
                .Element("LastModified", part.LastModified)
                .Element("ETag", part.QuotedETag)
                .Element("Size", part.Size)
                .Element($"Checksum{part.ChecksumAlgorithm}", checksum ? part.Checksum : null));
        }

        await xml.SendAsync(request.Response);
    }
}

/// <summary>What the two lists of uploads say alike.</summary>
internal static class MultipartXml
{
    public static void WriteOwners(S3Xml xml, ObjectVersion target, string owner)
    {
        // Of the root user S3 gives the account's id, of all others the ARN.
        var isRoot = target.Initiator?.EndsWith(":root", StringComparison.Ordinal) != false;
        xml.Element("Initiator", element => element.Element("ID", isRoot ? CanonicalUser.IdOf(owner) : target.Initiator));
        ListXml.WriteOwner(xml, owner);
    }

    /// <summary>Whether the upload was begun with one.</summary>
    public static bool WriteChecksumKind(S3Xml xml, ObjectVersion target)
    {
        var has = target.ChecksumAlgorithm.Length > 0;
        xml.Element("ChecksumAlgorithm", has ? target.ChecksumAlgorithm : null).Element("ChecksumType", has ? target.ChecksumType : null);
        return has;
    }
}
