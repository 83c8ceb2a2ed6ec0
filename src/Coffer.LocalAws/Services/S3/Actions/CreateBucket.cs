using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Settings;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html</summary>
internal static class CreateBucket
{
    public static async Task HandleAsync(S3Request request)
    {
        var name = NewBucketName.Require(request.BucketName);
        RefuseWhatIsNotHere(request);
        var configuration = await S3Document.ReadAsync(request, "CreateBucketConfiguration");
        if (configuration?.Elements().FirstOrDefault(child => child.Name.LocalName is not ("LocationConstraint" or "Tags")) is { } other)
        {
            throw S3Errors.NotImplemented(other.Name.LocalName);
        }
        var tags = configuration?.Path("Tags") is { } given ? BucketTagging.OfNewBucket(given) : null;
        var ownership = OwnershipControls.OfHeader(request.Header("x-amz-object-ownership"));
        var constraint = configuration?.Child("LocationConstraint") is { Length: > 0 } named ? named : null;
        var region = BucketLocation.RegionFor(constraint, request.Call.Region);
        var owner = request.Call.Caller.AccountId;
        var settings = new Dictionary<string, StoredSetting?>();
        if (tags is not null)
        {
            settings["tagging"] = tags;
        }

        var isLocking = request.Header("x-amz-bucket-object-lock-enabled")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
        if (isLocking)
        {
            settings[ObjectLockConfiguration.Name] = ObjectLockConfiguration.OfNewBuckets;
        }

        if (ownership is not null)
        {
            settings["ownershipControls"] = ownership;
        }

        if (request.Parts.Store.Create(name, region, owner, constraint, request.Parts.Now, settings, isLocking) is { } existing)
        {
            RequireRepeatable(existing.Region, existing.Owner, name, request, tags is not null);
        }
        request.Response.Headers.Location = $"/{name}";
        request.Response.Headers["x-amz-bucket-arn"] = S3Arn.Of(region, name);
    }

    /// <summary>In us-east-1, for historical reasons, making one's own bucket again succeeds.</summary>
    private static void RequireRepeatable(string region, string owner, string name, S3Request request, bool withTags)
    {
        if (owner != request.Call.Caller.AccountId)
        {
            throw new AwsException(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket "
                + "namespace is shared by "
                + "all users of the system. Please select a different name and try again.", ("BucketName", name));
        }
        if (withTags || region != BucketLocation.DefaultRegion || request.Call.Region != BucketLocation.DefaultRegion)
        {
            throw new AwsException(409, "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.", ("BucketName", name));
        }
    }

    private static void RefuseWhatIsNotHere(S3Request request)
    {
        if (request.Header("x-amz-acl") is not (null or "private"))
        {
            throw new AwsException(400, "InvalidBucketAclWithObjectOwnership",
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
    }
}
