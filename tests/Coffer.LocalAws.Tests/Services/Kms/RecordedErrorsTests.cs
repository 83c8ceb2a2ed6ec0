using System.Text;
using System.Text.Json;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

/// <summary>Errors as they were recorded from AWS, compared letter for letter, and those of our own texts by their code.</summary>
public sealed class RecordedErrorsTests : ServerTest
{
    private static readonly string LongTag = new('a', 129);
    private static readonly string LongValue = new('v', 257);
    private static readonly string TooMuch = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('s', 4097)));

    private static readonly (string Action, string Body, string Code, string? Message)[] Recorded =
    [
        ("DescribeKey", """{"KeyId":"fake-key-id"}""", "NotFoundException", "Invalid keyId 'fake-key-id'"),
        ("DescribeKey", """{"KeyId":"134f2428cec14b25a1ae9048164dba47"}""", "NotFoundException",
            "Invalid keyId '134f2428cec14b25a1ae9048164dba47'"),
        ("DescribeKey", """{"KeyId":"mrk-fake-key-id"}""", "NotFoundException", "Invalid keyId 'mrk-fake-key-id'"),
        ("DescribeKey", """{"KeyId":"00000000-0000-0000-0000-000000000000"}""", "NotFoundException", "Key "
            + "'arn:aws:kms:eu-west-1:000000000000:key/00000000-0000-0000-0000-000000000000' does not exist"),
        ("Encrypt", $$"""{"KeyId":"KEY","Plaintext":"{{TooMuch}}"}""", "ValidationException",
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal "
            + "to 4096"),
        ("GenerateDataKey", """{"KeyId":"KEY","NumberOfBytes":0}""", "ValidationException",
            "1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than "
            + "or equal to 1"),
        ("GenerateDataKey", """{"KeyId":"KEY","NumberOfBytes":1025}""", "ValidationException",
            "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than "
            + "or equal to 1024"),
        ("CreateAlias", """{"AliasName":"secrets","TargetKeyId":"KEY"}""", "ValidationException", "Alias must start with the "
            + "prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"),
        ("TagResource", """{"KeyId":"KEY","Tags":[{"TagKey":"a","TagValue":"1"},{"TagKey":"a","TagValue":"2"}]}""", "TagException",
            "Duplicate tag keys"),
        ("TagResource", """{"KeyId":"KEY","Tags":[{"TagKey":"aws:a","TagValue":"1"}]}""", "TagException",
            "Tags beginning with aws: are reserved"),
        ("CreateKey",
            $$"""{"Tags":[{{string.Join(',', Enumerable.Range(0, 51).Select(i => $$"""{"TagKey":"k{{i}}","TagValue":"v"}"""))}}]}""",
            "TagException", "Too many tags"),
        ("CreateKey", $$"""{"Tags":[{"TagKey":"{{LongTag}}","TagValue":"1"}]}""", "ValidationException",
            $"1 validation error detected: Value '{LongTag}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have "
            + $"length less than or equal to 128"),
        ("CreateKey", $$"""{"Tags":[{"TagKey":"a","TagValue":"{{LongValue}}"}]}""", "ValidationException",
            $"1 validation error detected: Value '{LongValue}' at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have "
            + $"length less than or equal to 256"),
        ("Decrypt", """{"CiphertextBlob":"AQICAHg="}""", "InvalidCiphertextException", null),
    ];

    private static readonly (string Action, string Body, string Code)[] Ours =
    [
        ("Sign", "{}", "UnknownOperationException"),
        ("CreateKey", "[]", "SerializationException"),
        ("CreateKey", "{", "SerializationException"),
        ("CreateKey", """{"KeySpec":"RSA_2048","KeyUsage":"ENCRYPT_DECRYPT"}""", "UnsupportedOperationException"),
        ("CreateKey", """{"KeySpec":"HMAC_random"}""", "ValidationException"),
        ("CreateKey", """{"Policy":"{"}""", "MalformedPolicyDocumentException"),
        ("DescribeKey", "{}", "ValidationException"),
        ("DescribeKey", """{"KeyId":5}""", "SerializationException"),
        ("DescribeKey", """{"KeyId":"arn:aws:s3:::bucket"}""", "NotFoundException"),
        ("Encrypt", """{"KeyId":"KEY","Plaintext":""}""", "ValidationException"),
        ("Encrypt", """{"KeyId":"KEY","Plaintext":"s3cret!"}""", "SerializationException"),
        ("Encrypt", """{"KeyId":"KEY","Plaintext":"eA==","EncryptionContext":{"a":""}}""", "ValidationException"),
        ("Encrypt", """{"KeyId":"KEY","Plaintext":"eA==","EncryptionContext":{"":"a"}}""", "ValidationException"),
        ("Encrypt", """{"KeyId":"KEY","Plaintext":"eA==","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}""", "InvalidKeyUsageException"),
        ("Decrypt", """{"CiphertextBlob":"AA==","Recipient":{}}""", "UnsupportedOperationException"),
        ("GenerateDataKey", """{"KeyId":"KEY"}""", "ValidationException"),
        ("GenerateDataKey", """{"KeyId":"KEY","KeySpec":"AES_256","NumberOfBytes":32}""", "ValidationException"),
        ("CreateAlias", """{"AliasName":"alias/aws/s3","TargetKeyId":"KEY"}""", "NotAuthorizedException"),
        ("CreateAlias", """{"AliasName":"alias/a:b","TargetKeyId":"KEY"}""", "ValidationException"),
        ("CreateAlias", """{"AliasName":"alias/a","TargetKeyId":"alias/b"}""", "ValidationException"),
        ("CreateAlias", """{"AliasName":"alias/a b","TargetKeyId":"KEY"}""", "ValidationException"),
        ("ScheduleKeyDeletion", """{"KeyId":"KEY","PendingWindowInDays":6}""", "ValidationException"),
        ("ScheduleKeyDeletion", """{"KeyId":"KEY","PendingWindowInDays":31}""", "ValidationException"),
        ("EnableKeyRotation", """{"KeyId":"KEY","RotationPeriodInDays":89}""", "ValidationException"),
        ("EnableKeyRotation", """{"KeyId":"KEY","RotationPeriodInDays":2561}""", "ValidationException"),
        ("ListKeys", """{"Marker":"%"}""", "InvalidMarkerException"),
        ("GenerateRandom", """{"NumberOfBytes":1025}""", "ValidationException"),
        ("GenerateRandom", "{}", "ValidationException"),
        ("ListKeys", """{"Limit":1001}""", "ValidationException"),
    ];

    [Fact]
    public async Task Errors_read_as_the_recorded_ones()
    {
        var key = await CreateKeyAsync();
        foreach (var (action, body, code, message) in Recorded)
        {
            var answer = await PostAsync(action, body.Replace("KEY", key, StringComparison.Ordinal));
            using var json = JsonDocument.Parse(answer.Body);
            Assert.Equal((400, code), (answer.Status, json.RootElement.GetProperty("__type").GetString()));
            Assert.Equal(message, json.RootElement.TryGetProperty("message", out var text) ? text.GetString() : null);
        }

        Assert.Equal(14, Recorded.Length);
    }

    [Fact]
    public async Task What_was_not_recorded_has_the_code_of_the_model()
    {
        var key = await CreateKeyAsync();
        foreach (var (action, body, code) in Ours)
        {
            var answer = await PostAsync(action, body.Replace("KEY", key, StringComparison.Ordinal));
            using var json = JsonDocument.Parse(answer.Body);
            Assert.Equal((action, body, 400, code), (action, body, answer.Status, json.RootElement.GetProperty("__type").GetString()));
            Assert.DoesNotContain("s3cret!", answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(29, Ours.Length);
    }

    [Fact]
    public async Task A_damaged_blob_is_answered_without_a_message() =>
        Assert.Equal("""{"__type":"InvalidCiphertextException"}""", (await PostAsync("Decrypt", """{"CiphertextBlob":"AQICAHg="}""")).Body);

    [Fact]
    public async Task Answers_carry_a_request_id_and_their_content_type()
    {
        using var http = new HttpClient();
        using var request = Request("ListKeys", "{}");
        using var response = await http.SendAsync(request, Stop);

        Assert.Equal("application/x-amz-json-1.1", response.Content.Headers.ContentType!.MediaType);
        Assert.True(Guid.TryParse(response.Headers.GetValues("x-amzn-RequestId").Single(), out _));
    }

    private HttpRequestMessage Request(string action, string body) => new TestSigner("kms").Sign(
        Endpoint,
        HttpMethod.Post,
        "/",
        string.Empty,
        Encoding.UTF8.GetBytes(body),
        new Dictionary<string, string> { ["x-amz-target"] = "TrentService." + action, ["content-type"] = "application/x-amz-json-1.1" });

    private async Task<(int Status, string Body)> PostAsync(string action, string body)
    {
        using var http = new HttpClient();
        using var request = Request(action, body);
        using var response = await http.SendAsync(request, Stop);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }
}
