using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Settings;

/// <summary>
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html: checked and kept. No page of another site is answered here,
/// whatever it says.
/// </summary>
internal sealed class BucketCors : BucketSetting
{
    private const int MostRules = 100;

    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "HEAD"];

    public override string Name => "cors";

    protected override AwsException NotConfigured(string bucket) =>
        new(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist", ("BucketName", bucket));

    protected override async Task<StoredSetting> ReadAsync(S3Request request)
    {
        var configuration = await SettingXml.ReadAsync(request, "CORSConfiguration");
        var rules = configuration.Elements().ToList();
        if (rules.Count is 0 or > MostRules || rules.Exists(rule => rule.Name.LocalName != "CORSRule"))
        {
            throw S3Errors.MalformedXml();
        }

        rules.ForEach(Require);
        return SettingXml.Store(configuration);
    }

    private static void Require(XElement rule)
    {
        if (rule.Path("AllowedOrigin") is null || rule.Path("AllowedMethod") is null)
        {
            throw S3Errors.MalformedXml();
        }

        foreach (var element in rule.Elements())
        {
            if (element.Name.LocalName == "AllowedMethod" && !Methods.Contains(element.Value))
            {
                throw S3Errors.InvalidRequest(
                    $"Found unsupported HTTP method in CORS config. Unsupported method is {element.Value}");
            }

            if (element.Name.LocalName is "AllowedOrigin" or "AllowedHeader" && element.Value.Count(c => c == '*') > 1)
            {
                throw S3Errors.InvalidRequest($"{element.Name.LocalName} \"{element.Value}\" can not have more than one wildcard.");
            }
        }
    }
}
