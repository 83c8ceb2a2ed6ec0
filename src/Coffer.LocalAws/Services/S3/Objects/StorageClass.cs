using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// Storage classes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html. They are kept and given back; what
/// lies in an archive does not open, as on AWS before it is restored.
/// </summary>
internal static class StorageClass
{
    private const string Header = "x-amz-storage-class";
    private const string Standard = "STANDARD";

    private static readonly string[] Archives = ["GLACIER", "DEEP_ARCHIVE"];

    private static readonly string[] Known =
        [Standard, "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", .. Archives];

    /// <summary>What a new object is to be in; null for STANDARD.</summary>
    public static string? Of(S3Request request)
    {
        var given = request.Header(Header);
        if (given is not null && !Known.Contains(given))
        {
            throw new AwsException(
                400, "InvalidStorageClass", "The storage class you specified is not valid", ("StorageClassRequested", given));
        }

        return given == Standard ? null : given;
    }

    public static string NameOf(ObjectVersion version) => version.StorageClass ?? Standard;

    /// <summary>Refuses a read of what lies in an archive.</summary>
    public static void RequireReadable(ObjectVersion version)
    {
        if (version.StorageClass is { } name && Archives.Contains(name))
        {
            throw new AwsException(
                403, "InvalidObjectState", "The operation is not valid for the object's storage class", ("StorageClass", name));
        }
    }

    /// <summary>Answers of reads name every class but STANDARD.</summary>
    public static void Write(ObjectVersion version, IHeaderDictionary headers)
    {
        if (version.StorageClass is { } name)
        {
            headers[Header] = name;
        }
    }
}
