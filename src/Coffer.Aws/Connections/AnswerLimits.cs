using System.Net.Http.Headers;

namespace Coffer.Aws.Connections;

/// <summary>How much of an answer is read: the one table. What is longer comes from nobody whom we asked.</summary>
internal static class AnswerLimits
{
    /// <summary>All headers of an answer, in KiB, as the handler wants it.</summary>
    public const int HeaderKilobytes = 32;

    /// <summary>An object. A message of the AWS Encryption SDK with the largest secret is smaller.</summary>
    public const int Object = 16 << 20;

    /// <summary>What does not say its length, as S3 always does: the room for it grows by copying.</summary>
    public const int Chunked = 8 << 20;

    /// <summary>A thousand keys of the greatest length, and what S3 says of each.</summary>
    public const int Listing = 4 << 20;

    /// <summary>A hundred tasks, or ten services with their last events, as ECS describes them.</summary>
    public const int Described = 4 << 20;

    /// <summary>What any other action answers: KMS seals up to 4,096 bytes, credentials have a few KiB.</summary>
    public const int Other = 128 << 10;

    /// <summary>An error, of whatever service.</summary>
    public const int Error = 64 << 10;

    /// <summary>
    /// How deep elements are nested. AWS's own answers need five levels; the SDK takes time and memory by the square of them.
    /// </summary>
    public const int Depth = 32;

    private const string EcsTarget = "AmazonEC2ContainerService";

    // Only S3 wants the hash of a body in a header of its own.
    private const string S3Header = "x-amz-content-sha256";

    /// <summary>How many bytes of a body are read.</summary>
    public static int Of(HttpRequestMessage request, int status) => status switch
    {
        >= 300 => Error,
        _ when request.Headers.TryGetValues("x-amz-target", out var target)
            && target.First().StartsWith(EcsTarget, StringComparison.Ordinal) => Described,
        _ when request.Method != HttpMethod.Get || !request.Headers.Contains(S3Header) => Other,
        _ => request.RequestUri!.Query.Contains("list-type=2", StringComparison.Ordinal) ? Listing : Object,
    };

    /// <summary>Whether a body is read as XML: by who asked for it, whatever it says of itself. S3 answers XML, or an object.</summary>
    public static bool IsXml(HttpRequestMessage request, MediaTypeHeaderValue? type, int status) => request.Headers.Contains(S3Header)
        ? status >= 300 || Of(request, status) != Object
        : type?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true;
}
