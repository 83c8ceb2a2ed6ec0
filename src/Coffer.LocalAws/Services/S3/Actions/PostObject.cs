using System.Globalization;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html: an upload from a form, which lies in memory
/// first.</summary>
internal static class PostObject
{
    private const long MostBytes = 64 << 20;

    public static async Task HandleAsync(S3Request request)
    {
        var form = ((S3Content)request.Call.Content).Form ?? throw new AwsException(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
            ("Condition", "Bucket POST must be of the enclosure-type multipart/form-data"));
        var bucket = request.RequireBucket();
        var sizes = PostPolicy.Require(form, bucket.Name, request.Parts.Clock.GetUtcNow()).Sizes;
        var target = NewObject.Of(request, bucket) with { Tags = TagsOf(form) };
        var most = Math.Min(sizes.Most, Math.Min(MostBytes, bucket.MaxObjectSize));
        var bytes = await form.ReadFileAsync(most, request.Aborted);
        RequireSize(bytes.Length, sizes.Least, most);

        var declared = DeclaredChecksum.Of(request.Http.Headers);
        using var upload = bucket.Begin(bytes.Length);
        using var digests = new BodyDigests(declared?.Algorithm ?? ChecksumAlgorithm.Crc64Nvme, withSha256: false);
        await digests.CopyAsync(new MemoryStream(bytes), bytes.Length, upload.Body, request.Aborted);
        var received = digests.Finish().Body;
        declared?.Verify(received.Checksum, new Dictionary<string, string>());
        var version = bucket.Put(received.In(target), upload, WriteCondition.None);
        await AnswerAsync(request, form, bucket, version);
    }

    private static IReadOnlyDictionary<string, string> TagsOf(PostForm form) =>
        form.Fields.TryGetValue("tagging", out var tagging)
            ? ObjectTags.RequireFew(ObjectTags.Parse(S3Document.Parse(tagging, "Tagging")))
            : new Dictionary<string, string>();

    private static void RequireSize(long size, long least, long most)
    {
        if (size > most)
        {
            throw S3Errors.EntityTooLarge(size, most);
        }

        if (size < least)
        {
            throw new AwsException(
                400,
                "EntityTooSmall",
                "Your proposed upload is smaller than the minimum allowed size",
                ("ProposedSize", size.ToString(CultureInfo.InvariantCulture)),
                ("MinSizeAllowed", least.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static async Task AnswerAsync(S3Request request, PostForm form, Bucket bucket, ObjectVersion version)
    {
        var response = request.Response;
        VersionHeaders.WriteKept(version, bucket, response.Headers);
        var path = $"/{bucket.Name}/{Uri.EscapeDataString(version.Key).Replace("%2F", "/", StringComparison.Ordinal)}";
        var location = $"{request.Http.Scheme}://{request.Http.Host}{path}";
        (response.Headers.ETag, response.Headers.Location) = (version.QuotedETag, location);
        if (Uri.TryCreate(form.Fields.GetValueOrDefault("success_action_redirect"), UriKind.Absolute, out var next))
        {
            var query = $"bucket={bucket.Name}&key={Uri.EscapeDataString(version.Key)}&etag={Uri.EscapeDataString(version.QuotedETag)}";
            response.StatusCode = 303;
            response.Headers.Location = $"{next}{(next.Query.Length > 0 ? "&" : "?")}{query}";
            return;
        }

        var status = form.Fields.GetValueOrDefault("success_action_status");
        response.StatusCode = status switch { "200" => 200, "201" => 201, _ => 204 };
        if (status == "201")
        {
            using var xml = new S3Xml("PostResponse");
            await xml.Element("Location", location).Element("Bucket", bucket.Name).Element("Key", version.Key)
                .Element("ETag", version.QuotedETag).SendAsync(response);
        }
    }
}
