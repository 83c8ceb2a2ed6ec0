using System.Globalization;

namespace Coffer.LocalAws.Services.S3.Checksums;

/// <summary>
/// The checksum of an object that comes in parts, of the whole or of the checksums of the parts:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
/// </summary>
internal static class MultipartChecksum
{
    private const string AlgorithmHeader = "x-amz-checksum-algorithm";
    private const string TypeHeader = "x-amz-checksum-type";
    private const string Composite = "COMPOSITE";
    private const string FullObject = "FULL_OBJECT";

    /// <summary>What a new upload asks for; null where it asks for nothing.</summary>
    public static (ChecksumAlgorithm Algorithm, bool IsComposite)? Of(S3Request request)
    {
        var type = request.Header(TypeHeader);
        if (type is not (null or Composite or FullObject))
        {
            throw S3Errors.InvalidRequest($"Value for {TypeHeader} header is invalid.");
        }

        if (request.Header(AlgorithmHeader) is not { } name)
        {
            return type is null
                ? null
                : throw S3Errors.InvalidRequest($"The {TypeHeader} header can only be used with the {AlgorithmHeader} header.");
        }

        var algorithm = ChecksumAlgorithm.Require(name);
        var isWhole = type is null ? algorithm == ChecksumAlgorithm.Crc64Nvme : type == FullObject;
        var isPossible = isWhole ? algorithm.Name.StartsWith("CRC", StringComparison.Ordinal) : algorithm != ChecksumAlgorithm.Crc64Nvme;
        return isPossible
            ? (algorithm, !isWhole)
            : throw S3Errors.InvalidRequest(
                $"The {type} checksum type cannot be used with the {algorithm.Name.ToLowerInvariant()} checksum algorithm.");
    }

    /// <summary>The checksum of the parts' checksums, and how many they are.</summary>
    public static string Compose(ChecksumAlgorithm algorithm, IReadOnlyList<string> parts)
    {
        using var running = algorithm.Start();
        foreach (var part in parts)
        {
            running.Append(Convert.FromBase64String(part));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(running.Finish())}-{parts.Count}");
    }
}
