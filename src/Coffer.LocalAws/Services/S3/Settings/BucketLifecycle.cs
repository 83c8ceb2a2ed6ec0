using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html: kept; nothing expires.</summary>
internal sealed class BucketLifecycle : BucketSetting
{
    private const string SizeHeader = "x-amz-transition-default-minimum-object-size";

    private static readonly string[] Sizes = ["all_storage_classes_128K", "varies_by_storage_class"];

    public override string Name => "lifecycle";

    protected override AwsException NotConfigured(string bucket) =>
        new(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", ("BucketName", bucket));

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var configuration = await SettingXml.ReadAsync(request, "LifecycleConfiguration");
        var rules = configuration.Elements().ToList();
        LifecycleRules.Require(rules);
        foreach (var rule in rules.Where(rule => rule.Child("ID") is null or ""))
        {
            rule.Path("ID")?.Remove();
            rule.AddFirst(new XElement("ID", Guid.NewGuid().ToString("N")));
        }
        if (rules.DistinctBy(rule => rule.Child("ID"), StringComparer.Ordinal).Count() < rules.Count)
        {
            throw S3Errors.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID");
        }
        var size = request.Header(SizeHeader) ?? Sizes[0];
        return Sizes.Contains(size)
            ? SettingXml.Store(configuration, new Dictionary<string, string> { [SizeHeader] = size })
            : throw S3Errors.InvalidRequest($"Invalid TransitionDefaultMinimumObjectSize found: {size}");
    }
}
