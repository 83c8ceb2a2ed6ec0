using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: answers in every region, so that clients can find the right one.</summary>
internal static class GetBucketLocation
{
    public static async Task HandleAsync(S3Request request)
    {
        var bucket = request.RequireBucketOfAnyRegion();
        using var xml = new S3Xml("LocationConstraint");
        await xml.Text(bucket.Constraint).SendAsync(request.Response);
    }
}
