using System.Text.RegularExpressions;
using System.Xml.Linq;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// Tags, of an <c>x-amz-tagging</c> header or of a Tagging document:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
/// </summary>
internal static partial class ObjectTags
{
    private const string Header = "x-amz-tagging";
    private const int MaxTags = 10;

    public static IReadOnlyDictionary<string, string> Parse(string? header)
    {
        var tags = new Dictionary<string, string>();
        foreach (var pair in (header ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=');
            if (parts.Length > 2 || !tags.TryAdd(Decode(parts[0]), parts.Length == 2 ? Decode(parts[1]) : ""))
            {
                throw S3Errors.InvalidArgument(
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag "
                        + "name duplicates.",
                    Header, header);
            }
        }
        return RequireFew(Checked(tags, "Your TagKey cannot be prefixed with aws:"));
    }

    /// <summary>The tags of a document, however many.</summary>
    /// <param name="tagging">What holds the tags.</param>
    /// <param name="systemTag">What is said of keys that begin with <c>aws:</c>, where that is not what is said of objects.</param>
    public static IReadOnlyDictionary<string, string> Parse(XElement tagging, string? systemTag = null)
    {
        var tags = new Dictionary<string, string>();
        foreach (var tag in tagging.Descendants().Where(element => element.Name.LocalName == "Tag"))
        {
            var key = tag.Child("Key") ?? throw S3Errors.MalformedXml();
            if (!tags.TryAdd(key, tag.Child("Value") ?? throw S3Errors.MalformedXml()))
            {
                throw new AwsException(400, "InvalidTag", "Cannot provide multiple Tags with the same key", ("TagKey", key));
            }
        }
        return Checked(tags, systemTag ?? "Your TagKey cannot be prefixed with aws:");
    }

    /// <summary>No more than an object can have.</summary>
    public static IReadOnlyDictionary<string, string> RequireFew(IReadOnlyDictionary<string, string> tags) =>
        tags.Count <= MaxTags ? tags : throw new AwsException(400, "BadRequest", "Object tags cannot be greater than 10");

    private static Dictionary<string, string> Checked(Dictionary<string, string> tags, string systemTag)
    {
        foreach (var (key, value) in tags)
        {
            Validate(key, value, systemTag);
        }
        return tags;
    }

    private static void Validate(string key, string value, string systemTag)
    {
        if (key.StartsWith("aws:", StringComparison.Ordinal))
        {
            throw new AwsException(400, "InvalidTag", systemTag, ("TagKey", key));
        }
        if (key.Length is 0 or > 128 || !Allowed().IsMatch(key))
        {
            throw new AwsException(400, "InvalidTag", "The TagKey you have provided is invalid", ("TagKey", key));
        }
        if (value.Length > 256 || !Allowed().IsMatch(value))
        {
            throw new AwsException(400, "InvalidTag", "The TagValue you have provided is invalid", ("TagKey", key), ("TagValue", value));
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z")]
    private static partial Regex Allowed();
}
