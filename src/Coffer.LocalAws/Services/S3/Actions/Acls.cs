using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>
/// Access control lists: with BucketOwnerEnforced a list is the owner's full control, always:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
/// </summary>
internal static class Acls
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html</summary>
    public static Task OfBucketAsync(S3Request request) => AnswerAsync(request, request.RequireBucket().Owner);

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html</summary>
    public static Task OfObjectAsync(S3Request request)
    {
        var bucket = request.RequireBucket();
        _ = VersionLookup.Require(request, bucket, markersHaveNoSuch: true);
        return AnswerAsync(request, bucket.Owner);
    }

    private static async Task AnswerAsync(S3Request request, string account)
    {
        var owner = CanonicalUser.IdOf(account);
        using var xml = new S3Xml("AccessControlPolicy");
        await xml.Element("Owner", element => element.Element("ID", owner))
            .Element("AccessControlList", list => list.Element("Grant", grant => grant
                .Grantee(owner)
                .Element("Permission", "FULL_CONTROL")))
            .SendAsync(request.Response);
    }
}
