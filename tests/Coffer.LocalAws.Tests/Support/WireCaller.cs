using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Xunit;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>An answer: its status, and the code and message where it is an error.</summary>
internal sealed record WireAnswer(int Status, string Code, string Message, string Body)
{
    /// <summary>Whether it is a refusal by policies.</summary>
    public bool IsDenied => Status is 400 or 403 && Code is "AccessDenied" or "AccessDeniedException" or "403";

    /// <summary>The text of the first element of a name.</summary>
    public string Value(string element) => XElement.Parse(Body).Descendants().First(e => e.Name.LocalName == element).Value;

    /// <summary>A member of an answer in JSON.</summary>
    public JsonNode this[string member] => JsonNode.Parse(Body)![member]!;

    public override string ToString() => $"{Status} {Code} {Message}";
}

/// <summary>Somebody with an access key, who signs requests to every service.</summary>
internal sealed class WireCaller(
    Uri endpoint, string accessKey = "test", string secret = "test", string? token = null, string region = "eu-west-1",
    string? authority = null) : IDisposable
{
    private readonly HttpClient http = new(Trust.Handler(authority));

    public Uri Endpoint => endpoint;

    public void Dispose() => http.Dispose();

    /// <summary>The same caller in another region.</summary>
    public WireCaller In(string elsewhere) => new(endpoint, accessKey, secret, token, elsewhere, authority);

    public Task<WireAnswer> KmsAsync(string action, JsonObject body) =>
        SendAsync("kms", HttpMethod.Post, "/", "", body.ToJsonString(), Target($"TrentService.{action}"));

    public Task<WireAnswer> EcsAsync(string action, JsonObject body) =>
        SendAsync("ecs", HttpMethod.Post, "/", "", body.ToJsonString(), Target($"AmazonEC2ContainerServiceV20141113.{action}"));

    public Task<WireAnswer> LogsAsync(string action, JsonObject body) =>
        SendAsync("logs", HttpMethod.Post, "/", "", body.ToJsonString(), Target($"Logs_20140328.{action}"));

    public Task<WireAnswer> IamAsync(string action, params (string Name, string Value)[] parameters) =>
        QueryAsync("iam", "2010-05-08", action, parameters);

    public Task<WireAnswer> StsAsync(string action, params (string Name, string Value)[] parameters) =>
        QueryAsync("sts", "2011-06-15", action, parameters);

    public Task<WireAnswer> S3Async(
        string method, string path, string query = "", string body = "", Dictionary<string, string>? headers = null) =>
        SendAsync("s3", new HttpMethod(method), path, query, body, headers ?? []);

    /// <summary>The caller that a role's session is.</summary>
    public async Task<WireCaller> AssumeAsync(string role, params (string Name, string Value)[] more)
    {
        var answer = await StsAsync("AssumeRole",
            [("RoleArn", role.Contains(':', StringComparison.Ordinal) ? role : $"arn:aws:iam::000000000000:role/{role}"),
                ("RoleSessionName", "session"), .. more]);
        Assert.True(answer.Status == 200, answer.ToString());
        return Of(answer);
    }

    /// <summary>The caller of an answer with credentials.</summary>
    public WireCaller Of(WireAnswer answer) => new(
        endpoint, answer.Value("AccessKeyId"), answer.Value("SecretAccessKey"),
        answer.Body.Contains("<SessionToken>", StringComparison.Ordinal) ? answer.Value("SessionToken") : null, region, authority);

    private Task<WireAnswer> QueryAsync(string service, string version, string action, (string Name, string Value)[] parameters)
    {
        var pairs = parameters.Prepend(("Version", version)).Prepend(("Action", action));
        var body = string.Join('&', pairs.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        return SendAsync(service, HttpMethod.Post, "/", "", body, new() { ["content-type"] = "application/x-www-form-urlencoded" });
    }

    private async Task<WireAnswer> SendAsync(
        string service, HttpMethod method, string path, string query, string body, Dictionary<string, string> headers)
    {
        var signer = new TestSigner(service)
        {
            Region = service == "s3" ? "us-east-1" : region, AccessKey = accessKey, Secret = secret, Token = token,
        };
        using var request = signer.Sign(endpoint, method, path, query, Encoding.UTF8.GetBytes(body), headers);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var (code, message) = (int)response.StatusCode < 400 ? ("", "") : Error((int)response.StatusCode, text, response.Content.Headers);
        return new WireAnswer((int)response.StatusCode, code, message, text);
    }

    private static (string Code, string Message) Error(int status, string text, HttpContentHeaders headers)
    {
        if (text.Length == 0)
        {
            return ($"{status}", "");
        }

        if (headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true)
        {
            var json = JsonNode.Parse(text)!;
            return (json["__type"]!.ToString(), json["message"]?.ToString() ?? "");
        }

        var xml = XElement.Parse(text).DescendantsAndSelf().ToList();
        return (xml.First(e => e.Name.LocalName == "Code").Value, xml.Find(e => e.Name.LocalName == "Message")?.Value ?? "");
    }

    private static Dictionary<string, string> Target(string target) =>
        new() { ["content-type"] = "application/x-amz-json-1.1", ["x-amz-target"] = target };
}
