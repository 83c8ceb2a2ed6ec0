using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Enforcement;

/// <summary>A line for each request, in the shape of a record of CloudTrail, with no value in it.</summary>
public sealed class EventTests : EnforcedTest, IDisposable
{
    private const string Value = "c2VjcmV0LXZhbHVl";

    private readonly TemporaryFolder folder = new();

    public EventTests() => Options = new Options { Port = 0, EnforceIam = true, Events = Path.Combine(folder.Path, "events.jsonl") };

    private protected override Options Options { get; }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_request_leaves_a_record()
    {
        var key = await KeyAsync();
        await OkAsync(Root.S3Async("PUT", "/secrets"));
        await OkAsync(Root.S3Async("PUT", "/secrets/api/a"));
        using var api = await RoleAsync("api", Allow("kms:*", condition: One("StringEquals", "kms:EncryptionContext:service", "api")));
        foreach (var service in (string[])["api", "web"])
        {
            await api.KmsAsync("Encrypt", new JsonObject
            {
                ["KeyId"] = key, ["Plaintext"] = Value, ["EncryptionContext"] = Map(("service", service)),
            });
        }

        await Root.S3Async("GET", "/secrets", "list-type=2&prefix=api%2F");
        using var stranger = new WireCaller(Endpoint, "AKIAAAAAAAAAAAAAAAAA");
        await stranger.KmsAsync("ListKeys", []);
        await Root.KmsAsync("Encrypt", new JsonObject { ["KeyId"] = 1 });

        var text = await ReadAsync();
        Assert.DoesNotContain(Value, text, StringComparison.Ordinal);
        var records = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        string[] always =
        [
            "eventVersion", "userIdentity", "eventTime", "eventSource", "eventName", "awsRegion", "sourceIPAddress", "userAgent",
            "requestParameters", "responseElements", "requestID", "eventID", "readOnly", "eventType", "managementEvent",
            "recipientAccountId", "eventCategory",
        ];
        Assert.All(records, record => Assert.All(always, name => Assert.True(record.ContainsKey(name), name)));

        var sealing = records.Where(record => record["eventName"]!.ToString() == "Encrypt").ToList();
        Assert.Equal(3, sealing.Count);
        var (done, refused) = (sealing[0], sealing[1]);
        Assert.Equal("kms.amazonaws.com", done["eventSource"]!.ToString());
        Assert.Equal("AssumedRole", done["userIdentity"]!["type"]!.ToString());
        Assert.Equal("arn:aws:iam::000000000000:role/api", done["userIdentity"]!["sessionContext"]!["sessionIssuer"]!["arn"]!.ToString());
        Assert.Equal("api", done["requestParameters"]!["encryptionContext"]!["service"]!.ToString());
        Assert.Equal(key, done["requestParameters"]!["keyId"]!.ToString());
        Assert.Equal((key, "AWS::KMS::Key"), (done["resources"]![0]!["ARN"]!.ToString(), done["resources"]![0]!["type"]!.ToString()));
        Assert.False(done.ContainsKey("errorCode"));
        Assert.Equal("AccessDenied", refused["errorCode"]!.ToString());
        Assert.Contains("kms:Encrypt", refused["errorMessage"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("kms:EncryptionContext:service", refused["additionalEventData"]!["reason"]!.ToString(), StringComparison.Ordinal);

        var list = records.Find(record => record["eventName"]!.ToString() == "ListObjects")!;
        Assert.Equal(("Root", "api/"), (list["userIdentity"]!["type"]!.ToString(), list["requestParameters"]!["prefix"]!.ToString()));
        var put = records.Find(record => record["eventName"]!.ToString() == "PutObject")!;
        Assert.Equal(("Data", "api/a"), (put["eventCategory"]!.ToString(), put["requestParameters"]!["key"]!.ToString()));
        var unknown = records.Find(record => record["eventName"]!.ToString() == "ListKeys")!;
        Assert.Equal(
            ("Unknown", "UnrecognizedClientException"), (unknown["userIdentity"]!["type"]!.ToString(), unknown["errorCode"]!.ToString()));
    }

    private async Task<string> ReadAsync()
    {
        await using var file = new FileStream(Options.Events!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
