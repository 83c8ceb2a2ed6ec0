using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html</summary>
internal static class DeleteObjects
{
    private const int Most = 1000;

    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        var document = await S3Document.ReadAsync(request, "Delete", digestRequired: true) ?? throw S3Errors.MalformedXml();
        var objects = document.Elements().Where(element => element.Name.LocalName == "Object").Select(Entry.Of).ToList();
        if (objects.Count is 0 or > Most)
        {
            throw S3Errors.MalformedXml();
        }
        var quiet = document.Child("Quiet") == "true";
        var bypasses = ObjectLock.Bypasses(request, bucket);
        using var xml = new S3Xml("DeleteResult");
        foreach (var entry in objects)
        {
            DeleteOne(request, bucket, entry, quiet, bypasses, xml);
        }
        await xml.SendAsync(request.Response);
    }

    private static void DeleteOne(S3Request request, Bucket bucket, Entry entry, bool quiet, bool bypasses, S3Xml xml)
    {
        try
        {
            if (entry.VersionId is { } id && !VersionIds.IsValid(id))
            {
                throw S3Errors.NoSuchVersion(entry.Key, id);
            }

            foreach (var need in S3Needs.ToDelete(request, bucket, entry.Key, entry.VersionId))
            {
                request.Parts.Enforcer.Require(request.Call, need);
            }

            var deleted = DeleteObject.Delete(bucket, entry.Key, entry.VersionId, entry.Condition, request.Parts.Now, bypasses);
            if (!quiet)
            {
                xml.Element("Deleted", element => Describe(element, entry, deleted));
            }
        }
        catch (AwsException e)
        {
            xml.Element("Error", element => element
                .Element("Key", entry.Key).Element("VersionId", entry.VersionId).Element("Code", e.Code).Element("Message", e.Text));
        }
    }

    private static void Describe(S3Xml element, Entry entry, ObjectVersion? deleted)
    {
        element.Element("Key", entry.Key).Element("VersionId", entry.VersionId);
        if (deleted is { IsDeleteMarker: true })
        {
            element.Element("DeleteMarker", true).Element("DeleteMarkerVersionId", deleted.VersionId);
        }
    }

    private sealed record Entry(string Key, string? VersionId, WriteCondition Condition)
    {
        public static Entry Of(XElement element)
        {
            if (element.Child("LastModifiedTime") is not null || element.Child("Size") is not null)
            {
                throw S3Errors.NotImplemented("LastModifiedTime,Size");
            }
            var key = element.Child("Key") is { Length: > 0 } given ? given : throw S3Errors.MalformedXml();
            var versionId = element.Child("VersionId") is { Length: > 0 } id ? id : null;
            return new(key, versionId, new(element.Child("ETag")?.Trim('"'), false));
        }
    }
}
