using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.RestXml;
using Coffer.LocalAws.Services.S3.Bodies;
using Coffer.LocalAws.Services.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.S3;

/// <summary>
/// Amazon S3 over path style and virtual host style addresses:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
/// </summary>
internal sealed class S3Service : IAwsService
{
    public static readonly ServiceEntry Entry = new("s3", S3ActionTable.Names, parts => new S3Service(parts));

    private readonly S3Parts parts;

    private S3Service(ServiceParts common)
    {
        var folder = common.Options.Data is { } data ? Path.Combine(data, "s3") : null;
        parts = new S3Parts(BucketStore.Open(folder, common.Disk), common.Clock, common.Keys, common.Iam, common.Enforcer);
    }

    public string Name => "s3";

    public IProtocol Protocol => RestXmlProtocol.Instance;

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList</summary>
    public AwsException TooManyRequests { get; } = new(503, "SlowDown", "Please reduce your request rate.");

    public bool Recognizes(HttpRequest request) => false;

    public async Task<RequestContent> ReadAsync(HttpContext http) =>
        new S3Content(http, PostForm.Is(http.Request) ? await PostForm.ReadAsync(http) : null);

    public string? ResourceOf(AwsRequest request) => ((S3Content)request.Content).Address is { Bucket: { } bucket } address
        ? S3Arn.Of(request.Region, address.Key is { } key ? $"{bucket}/{key}" : bucket)
        : null;

    public IEnumerable<(string Name, string Value)> EventParametersOf(AwsRequest request)
    {
        var address = ((S3Content)request.Content).Address;
        foreach (var (name, value) in ((string, string?)[])
            [("bucketName", address.Bucket), ("key", address.Key), ("versionId", request.Http.Request.Query["versionId"]),
             ("prefix", request.Http.Request.Query["prefix"])])
        {
            if (value is { Length: > 0 })
            {
                yield return (name, value);
            }
        }
    }

    public IEnumerable<Need> NeedsOf(AwsRequest request)
    {
        var content = (S3Content)request.Content;
        return S3Needs.Of(new S3Request(request, content.Address, parts), content.Entry);
    }

    /// <summary>To callers of other accounts S3 says no more than that.</summary>
    public AwsException Denied(AwsRequest request, Need need, Decision decision) => new(
        403,
        "AccessDenied",
        need.Account is null || need.Account == request.AccountId
            ? AccessDenied.Words(request, need with { Resource = $"\"{need.Resource}\"" }, decision)
            : "Access Denied");

    public async Task ServeAsync(AwsRequest request)
    {
        request.Http.Response.Headers["x-amz-request-id"] = request.Id;
        var content = (S3Content)request.Content;
        var bound = new S3Request(request, content.Address, parts);
        UnsupportedHeaders.Refuse(request.Http.Request.Headers);
        try
        {
            await S3ActionTable.Find(content.Entry)(bound);
        }
        catch (AwsException e) when (e.Code is "NoSuchKey" or "NoSuchVersion" && S3Needs.ToKnowThatNothingIsThere(bound) is { } need)
        {
            // Who may not list does not hear what is not there: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
            parts.Enforcer.Require(request, need);
            throw;
        }
    }

    /// <summary>Makes the buckets that are not there.</summary>
    public void CreateInitial(Options options)
    {
        foreach (var bucket in options.Buckets)
        {
            var constraint = options.Region == BucketLocation.DefaultRegion ? null : options.Region;
            parts.Store.Create(NewBucketName.Require(bucket), options.Region, options.AccountId, constraint, parts.Now);
        }
    }
}
