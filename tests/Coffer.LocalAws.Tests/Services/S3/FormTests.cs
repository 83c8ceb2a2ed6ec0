using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>Uploads from forms: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html</summary>
public sealed class FormTests(S3Server server) : IClassFixture<S3Server>
{
    private static readonly string Now =
        TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Credential => $"test/{Now[..8]}/us-east-1/s3/aws4_request";

    [Fact]
    public async Task A_form_makes_an_object_with_all_that_its_fields_say()
    {
        var bucket = await server.BucketAsync(versioned: true);
        (string Name, string Value)[] fields =
        [
            ("key", "in/${filename}"), ("Content-Type", "text/x"), ("x-amz-meta-a", "1"), ("x-amz-storage-class", "STANDARD_IA"),
            ("tagging", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"), ("success_action_status", "201"),
        ];
        var answer = await PostAsync(bucket, fields, Policy(bucket, fields));
        Assert.Equal(201, answer.Status);
        Assert.Contains("<Key>in/file.txt</Key>", answer.Text, StringComparison.Ordinal);

        using var client = server.Client();
        using var made = await client.GetObjectAsync(bucket, "in/file.txt", S3Server.Token);
        using var reader = new StreamReader(made.ResponseStream);
        Assert.Equal("hello", await reader.ReadToEndAsync(S3Server.Token));
        Assert.Equal(("text/x", "1", "STANDARD_IA"), (made.Headers.ContentType, made.Metadata["a"], made.StorageClass.Value));
        Assert.Equal("v", Assert.Single(
            (await client.GetObjectTaggingAsync(new() { BucketName = bucket, Key = "in/file.txt" }, S3Server.Token)).Tagging).Value);
    }

    [Fact]
    public async Task A_form_that_its_policy_does_not_cover_is_refused()
    {
        var bucket = await server.BucketAsync();
        (string Name, string Value)[] fields = [("key", "k")];
        var policy = Policy(bucket, fields);
        (string Expected, Task<Answer> Answer)[] cases =
        [
            ("204", PostAsync(bucket, fields, policy)),
            ("403 AccessDenied | Access Denied", PostAsync(bucket, fields, null)),
            ("403 SignatureDoesNotMatch", PostAsync(bucket, fields, policy, secret: "wrong")),
            ("403 InvalidAccessKeyId", PostAsync(
                bucket, fields, policy, credential: Credential.Replace("test", "nobody", StringComparison.Ordinal))),
            ("403 AccessDenied | Invalid according to Policy: Policy Condition failed", PostAsync(bucket, [("key", "other")], policy)),
            ("403 AccessDenied | Invalid according to Policy: Extra input fields: x-amz-meta-a",
                PostAsync(bucket, [.. fields, ("x-amz-meta-a", "1")], policy)),
            ("403 AccessDenied | Invalid according to Policy: Policy expired.",
                PostAsync(bucket, fields, Policy(bucket, fields, "2020-01-01T00:00:00Z"))),
            ("400 EntityTooLarge", PostAsync(bucket, fields, Policy(bucket, fields, range: (0, 4)))),
            ("400 EntityTooSmall", PostAsync(bucket, fields, Policy(bucket, fields, range: (6, 9)))),
            ("400 InvalidPolicyDocument", PostAsync(bucket, fields, "{")),
            ("400 InvalidArgument | Bucket POST must contain a field named 'key'", PostAsync(bucket, [], policy)),
            ("400 MalformedPOSTRequest", server.SendAsync(
                HttpMethod.Post, $"/{bucket}", new() { ["content-type"] = "multipart/form-data; boundary=b" }, "no form"u8.ToArray())),
            ("412 PreconditionFailed", server.SendAsync(HttpMethod.Post, $"/{bucket}", body: "text"u8.ToArray())),
        ];
        foreach (var (expected, asked) in cases)
        {
            var answer = await asked;
            Assert.StartsWith(expected, answer.Text.Length == 0 ? $"{answer.Status}" : answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(13, cases.Length);
    }

    private static string Policy(
        string bucket, (string Name, string Value)[] fields, string expiration = "2099-01-01T00:00:00Z", (int, int)? range = null)
    {
        var conditions = new JsonArray(
            new JsonObject { ["bucket"] = bucket }, new JsonArray("starts-with", "$x-amz-credential", ""),
            new JsonObject { ["x-amz-algorithm"] = "AWS4-HMAC-SHA256" }, new JsonArray("eq", "$x-amz-date", Now));
        foreach (var (name, value) in fields)
        {
            conditions.Add(name == "key" ? new JsonArray("starts-with", "$key", value.Split('$')[0]) : new JsonObject { [name] = value });
        }

        if (range is var (least, most))
        {
            conditions.Add(new JsonArray("content-length-range", least, most));
        }

        return new JsonObject { ["expiration"] = expiration, ["conditions"] = conditions }.ToJsonString();
    }

    private async Task<Answer> PostAsync(
        string bucket, (string Name, string Value)[] fields, string? policy, string secret = "test", string? credential = null)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        if (policy is not null)
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(policy));
            foreach (var (name, value) in ((string, string)[])
                [("policy", text), ("x-amz-algorithm", "AWS4-HMAC-SHA256"), ("x-amz-credential", credential ?? Credential),
                 ("x-amz-date", Now), ("x-amz-signature", Sign(text, secret))])
            {
                form.Add(new StringContent(value), name);
            }
        }

        form.Add(new ByteArrayContent("hello"u8.ToArray()), "file", "file.txt");
        using var response = await server.Http.PostAsync(new Uri(server.Endpoint, bucket), form, S3Server.Token);
        return await Answer.OfAsync(response);
    }

    private static string Sign(string text, string secret)
    {
        var key = new[] { Now[..8], "us-east-1", "s3", "aws4_request" }
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
