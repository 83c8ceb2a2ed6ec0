using System.Globalization;
using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Checksums;
using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions.Multipart;

/// <summary>A part as the request that completes an upload names it.</summary>
internal sealed record NamedPart(int Number, string ETag, IReadOnlyDictionary<string, string> Checksums)
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: the last part may be smaller.</summary>
    private const long Smallest = 5 << 20;

    public static IReadOnlyList<NamedPart> AllOf(XElement document)
    {
        var parts = document.Elements().Where(element => element.Name.LocalName == "Part").Select(Of).ToList();
        if (parts.Count == 0)
        {
            throw S3Errors.MalformedXml();
        }

        return parts.Zip(parts.Skip(1)).All(pair => pair.First.Number < pair.Second.Number)
            ? parts
            : throw new AwsException(
                400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");
    }

    /// <summary>The part that it names, which must be as it says.</summary>
    public ObjectVersion In(MultipartUpload upload)
    {
        if (upload.Parts.FirstOrDefault(part => part.Sequence == Number) is not { } part || part.ETag != ETag)
        {
            throw Invalid(upload);
        }

        var (algorithm, isComposite) = (upload.Target.ChecksumAlgorithm, upload.Target.IsComposite);
        if (isComposite && !Checksums.ContainsKey(algorithm))
        {
            throw S3Errors.InvalidRequest($"The upload was created using a {algorithm.ToLowerInvariant()} checksum. The complete request "
                + $"must include the checksum for each part. It was missing for part {Number} in the request.");
        }

        return Checksums.Any(checksum => checksum.Key == part.ChecksumAlgorithm && checksum.Value != part.Checksum)
            ? throw Invalid(upload)
            : part;
    }

    public static void RequireSizes(IReadOnlyList<ObjectVersion> parts)
    {
        if (parts.SkipLast(1).FirstOrDefault(part => part.Size < Smallest) is { } small)
        {
            throw new AwsException(
                400,
                "EntityTooSmall",
                "Your proposed upload is smaller than the minimum allowed size",
                ("ETag", small.ETag),
                ("MinSizeAllowed", Smallest.ToString(CultureInfo.InvariantCulture)),
                ("PartNumber", small.Sequence.ToString(CultureInfo.InvariantCulture)),
                ("ProposedSize", small.Size.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static NamedPart Of(XElement element)
    {
        var checksums = ChecksumAlgorithm.All
            .Select(algorithm => (algorithm.Name, Value: element.Child($"Checksum{algorithm.Name}")))
            .Where(checksum => checksum.Value is { Length: > 0 })
            .ToDictionary(checksum => checksum.Name, checksum => checksum.Value!);
        return int.TryParse(element.Child("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && element.Child("ETag") is { } etag
                ? new(number, etag.Trim('"'), checksums)
                : throw S3Errors.MalformedXml();
    }

    private AwsException Invalid(MultipartUpload upload) => new(
        400,
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may "
            + "not match the part's entity tag.",
        ("UploadId", upload.Id),
        ("PartNumber", Number.ToString(CultureInfo.InvariantCulture)),
        ("ETag", ETag));
}
