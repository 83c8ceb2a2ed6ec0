using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html</summary>
internal static class CreateBucket
{
    public static async Task HandleAsync(S3Request request)
    {
        var name = BucketName.Require(request.BucketName);
        RefuseWhatIsNotHere(request);
        var configuration = await S3Document.ReadAsync(request, "CreateBucketConfiguration");
        if (configuration?.Elements().FirstOrDefault(child => child.Name.LocalName != "LocationConstraint") is { } other)
        {
            throw S3Errors.NotImplemented(other.Name.LocalName);
        }
        var constraint = configuration?.Child("LocationConstraint") is { Length: > 0 } given ? given : null;
        var region = BucketLocation.RegionFor(constraint, request.Call.Region);
        var owner = request.Call.Caller.AccountId;
        if (request.Parts.Store.Create(name, region, owner, constraint, request.Parts.Now) is { } existing)
        {
            RequireRepeatable(existing.Region, existing.Owner, name, request);
        }
        request.Response.Headers.Location = $"/{name}";
    }

    /// <summary>In us-east-1, for historical reasons, making one's own bucket again succeeds.</summary>
    private static void RequireRepeatable(string region, string owner, string name, S3Request request)
    {
        if (owner != request.Call.Caller.AccountId)
        {
            throw new AwsException(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket namespace is shared by "
                + "all users of the system. Please select a different name and try again.", ("BucketName", name));
        }
        if (region != BucketLocation.DefaultRegion || request.Call.Region != BucketLocation.DefaultRegion)
        {
            throw new AwsException(409, "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.", ("BucketName", name));
        }
    }

    private static void RefuseWhatIsNotHere(S3Request request)
    {
        if (request.Header("x-amz-bucket-object-lock-enabled") is { } locked && !locked.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            throw S3Errors.NotImplemented("x-amz-bucket-object-lock-enabled");
        }
        if (request.Header("x-amz-object-ownership") is not (null or "BucketOwnerEnforced"))
        {
            throw S3Errors.NotImplemented("x-amz-object-ownership");
        }
        if (request.Header("x-amz-acl") is not (null or "private"))
        {
            throw new AwsException(400, "InvalidBucketAclWithObjectOwnership",
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
    }
}
