using System.Globalization;
using Coffer.LocalAws.Services.S3.Listing;
using Coffer.LocalAws.Services.S3.Storage;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Actions;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html</summary>
internal static class ListBuckets
{
    private const int Most = 10_000;

    public static async Task HandleAsync(S3Request request)
    {
        var prefix = request.Parameter("prefix") ?? "";
        var region = request.Parameter("bucket-region");
        if (region is not null && !BucketLocation.IsRegion(region))
        {
            throw S3Errors.InvalidArgument($"Argument value {region} is not a valid AWS Region", "bucket-region");
        }
        var max = ParseMax(request.Parameter("max-buckets"));
        var after = request.Parameter("continuation-token") is { } token ? ContinuationToken.Parse(token) : null;
        var buckets = request.Parts.Store.All()
            .Where(bucket => bucket.Owner == request.Call.Caller.AccountId)
            .Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && (region is null || bucket.Region == region))
            .Where(bucket => after is null || Utf8Order.Instance.Compare(bucket.Name, after) > 0)
            .Take(max + 1)
            .ToList();
        var page = buckets[..Math.Min(max, buckets.Count)];
        using var xml = new S3Xml("ListAllMyBucketsResult");
        xml.Element("Owner", owner => owner.Element("ID", CanonicalUser.IdOf(request.Call.Caller.AccountId)));
        xml.Element("Buckets", list =>
        {
            foreach (var bucket in page)
            {
                list.Element("Bucket", element => element
                    .Element("Name", bucket.Name)
                    .Element("CreationDate", bucket.Created)
                    .Element("BucketRegion", bucket.Region)
                    .Element("BucketArn", bucket.Arn));
            }
        });
        xml.Element("ContinuationToken", buckets.Count > max ? ContinuationToken.Of(page[^1].Name) : null);
        xml.Element("Prefix", request.Parameter("prefix"));
        await xml.SendAsync(request.Response);
    }

    private static int ParseMax(string? text) => text is null
        ? Most
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most
            ? number
            : throw S3Errors.InvalidArgument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", text);
}
