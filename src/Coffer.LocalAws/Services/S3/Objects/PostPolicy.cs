using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Bodies;

namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>
/// What a signed form may upload, and until when: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
/// </summary>
internal sealed class PostPolicy
{
    private readonly HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);
    private readonly PostForm form;
    private readonly string bucket;

    private PostPolicy(PostForm form, string bucket) => (this.form, this.bucket) = (form, bucket);

    /// <summary>The sizes that the file may have.</summary>
    public (long Least, long Most) Sizes { get; private set; } = (0, long.MaxValue);

    /// <summary>Refuses a form that its policy does not cover.</summary>
    public static PostPolicy Require(PostForm form, string bucket, DateTimeOffset now)
    {
        var policy = new PostPolicy(form, bucket);
        if (form.Policy is not { } signed)
        {
            // Where signatures are not checked a form needs none.
            return policy;
        }

        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(signed.Text));
            policy.Check(document.RootElement, now);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Invalid("Invalid JSON.");
        }

        return policy;
    }

    private void Check(JsonElement policy, DateTimeOffset now)
    {
        var expiration = policy.GetProperty("expiration").GetString();
        if (!DateTimeOffset.TryParse(expiration, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            throw Invalid($"Invalid 'expiration' value: '{expiration}'");
        }

        if (end <= now)
        {
            throw Failed("Policy expired.");
        }

        foreach (var condition in policy.GetProperty("conditions").EnumerateArray())
        {
            if (condition.ValueKind == JsonValueKind.Object)
            {
                foreach (var pair in condition.EnumerateObject())
                {
                    RequireValue(condition, pair.Name, pair.Value.GetString()!, isStart: false);
                }
            }
            else
            {
                Check(condition, [.. condition.EnumerateArray()]);
            }
        }

        var extra = form.Fields.Keys.Where(name => !named.Contains(name) && !IsFree(name)).ToList();
        if (extra.Count > 0)
        {
            throw Failed($"Extra input fields: {string.Join(", ", extra)}");
        }
    }

    private void Check(JsonElement condition, JsonElement[] parts)
    {
        if (parts.Length != 3)
        {
            throw Invalid("Invalid Condition: wrong number of arguments.");
        }

        switch (parts[0].GetString()?.ToLowerInvariant())
        {
            case "content-length-range":
                Sizes = (Number(parts[1]), Number(parts[2]));
                break;
            case "eq" or "starts-with" when parts[1].GetString() is ['$', ..] field:
                RequireValue(condition, field[1..], parts[2].GetString()!, parts[0].ValueEquals("starts-with"));
                break;
            default:
                throw Invalid($"Invalid Condition: unknown operation '{parts[0]}'.");
        }
    }

    private void RequireValue(JsonElement condition, string field, string wanted, bool isStart)
    {
        named.Add(field);
        var given = field.Equals("bucket", StringComparison.OrdinalIgnoreCase) ? bucket
            : field.Equals("key", StringComparison.OrdinalIgnoreCase) ? form.Key
            : form.Fields.GetValueOrDefault(field);
        if (isStart ? given?.StartsWith(wanted, StringComparison.Ordinal) != true && wanted.Length > 0 : given != wanted)
        {
            throw Failed($"Policy Condition failed: {condition.GetRawText()}");
        }
    }

    private static long Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetInt64()
        : long.Parse(element.GetString()!, CultureInfo.InvariantCulture);

    // These need no condition.
    private static bool IsFree(string name) =>
        name.Equals("policy", StringComparison.OrdinalIgnoreCase)
        || name.Equals("x-amz-signature", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase);

    private static AwsException Failed(string why) => new(403, "AccessDenied", $"Invalid according to Policy: {why}");

    private static AwsException Invalid(string why) => new(400, "InvalidPolicyDocument", $"Invalid Policy: {why}");
}
