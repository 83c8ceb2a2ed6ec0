using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Recorded;

/// <summary>Errors as they were recorded from AWS, letter for letter: status, code, message and what else the body holds.</summary>
public sealed partial class RecordedAnswerTests : ServerTest, IDisposable
{
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
            + """{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private readonly HttpClient http = new();
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    private protected override Options Options { get; } = new() { Port = 0, AnyCredentials = true };

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        http.Dispose();
    }

    [Theory]
    [InlineData("s3.txt", 108)]
    [InlineData("iam-sts.txt", 15)]
    public async Task An_error_is_as_it_was_recorded(string file, int count)
    {
        await PrepareAsync(
            "iam CreateUser UserName=u", "iam CreateRole RoleName=r&AssumeRolePolicyDocument=" + Uri.EscapeDataString(Trust));
        var ran = 0;
        foreach (var recorded in RecordedCase.Read(Path.Combine(AppContext.BaseDirectory, "Recorded", file)))
        {
            names.Clear();
            names["BUCKET"] = string.Create(CultureInfo.InvariantCulture, $"bucket-{ran}");
            names["OTHER"] = string.Create(CultureInfo.InvariantCulture, $"other-{ran}");
            await PrepareAsync("kms CreateKey {}", "PUT /BUCKET", "PUT /BUCKET/key");
            foreach (var request in recorded.Requests.SkipLast(1))
            {
                Assert.InRange((await SendAsync(request)).Status, 200, 299);
            }

            var (status, text) = await SendAsync(recorded.Requests[^1]);
            Assert.Equal((recorded.Requests[^1].Line, Named(recorded.Answer)), (recorded.Requests[^1].Line, ErrorOf(status, text)));
            ran++;
        }

        Assert.Equal(count, ran);
    }

    private static string ErrorOf(int status, string text)
    {
        if (text.Length == 0)
        {
            return $"{status}";
        }

        var root = XElement.Parse(text);
        var error = root.Elements().FirstOrDefault(element => element.Name.LocalName == "Error") ?? root;
        var members = error.Elements().Where(element => element.Name.LocalName is not ("RequestId" or "HostId")).ToList();
        var details = members.Where(member => member.Name.LocalName is not ("Code" or "Message")).Select(
            member => $"\"{member.Name.LocalName}\": \"{member.Value}\"");
        return $"{status} {Member("Code")} | {Member("Message")} | {{{string.Join(", ", details)}}}";

        string? Member(string name) => members.FirstOrDefault(member => member.Name.LocalName == name)?.Value;
    }

    private async Task PrepareAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            var request = new RecordedRequest(line) { Body = line == "PUT /BUCKET/key" ? "hello" : string.Empty };
            Assert.InRange((await SendAsync(request)).Status, 200, 299);
        }
    }

    private async Task<(int Status, string Text)> SendAsync(RecordedRequest request)
    {
        var words = Named(request.Line).Split(' ', 3);
        var isS3 = words[0] is not ("kms" or "iam" or "sts");
        var service = isS3 ? "s3" : words[0];
        var body = Encoding.UTF8.GetBytes(service switch
        {
            "s3" => Named(request.Body),
            "kms" => words[2],
            _ => $"Action={words[1]}&Version={(service == "iam" ? "2010-05-08" : "2011-06-15")}&{words[2]}",
        });
        using var message = new HttpRequestMessage(new HttpMethod(isS3 ? words[0] : "POST"), new Uri(Endpoint, isS3 ? words[1] : "/"))
        {
            Content = new ByteArrayContent(body),
        };
        Add("Authorization", "AWS4-HMAC-SHA256 "
            + $"Credential={Named(request.AccessKey)}/20260101/{request.Region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
        Add("Content-Type", service == "kms" ? "application/x-amz-json-1.1" : "application/x-www-form-urlencoded");
        if (service == "kms")
        {
            Add("X-Amz-Target", "TrentService." + words[1]);
        }

        var hasDigest = request.Headers.Exists(header =>
            header.Name == "Content-MD5" || header.Name.StartsWith("x-amz-checksum-", StringComparison.Ordinal));
        if (isS3 && body.Length > 0 && !hasDigest)
        {
#pragma warning disable CA5351 // some actions ask for it
            Add("Content-MD5", Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(body)));
#pragma warning restore CA5351
        }

        foreach (var (name, value) in request.Headers)
        {
            Add(name, Named(value));
        }

        using var response = await http.SendAsync(message, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Remember(text);
        return ((int)response.StatusCode, text);

        void Add(string name, string value)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private void Remember(string text)
    {
        if (AccessKeyId().Match(text) is { Success: true } session)
        {
            names["SESSION"] = session.Groups[1].Value;
        }

        if (KeyArn().Match(text) is { Success: true } key && !names.ContainsKey("KEYARN"))
        {
            (names["KEYARN"], names["KEYID"]) = (key.Value, key.Value.Split('/')[1]);
        }
    }

    private string Named(string text) =>
        names.Aggregate(text, (named, name) => named.Replace(name.Key, name.Value, StringComparison.Ordinal));

    [GeneratedRegex("<AccessKeyId>(.+?)</AccessKeyId>")]
    private static partial Regex AccessKeyId();

    [GeneratedRegex("arn:aws:kms:us-east-1:000000000000:key/[0-9a-f-]{36}")]
    private static partial Regex KeyArn();
}
