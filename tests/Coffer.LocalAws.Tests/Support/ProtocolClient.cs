using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Xunit;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>Signed requests to IAM and ECS, as their SDKs send them.</summary>
internal sealed class ProtocolClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient http = new();

    public void Dispose() => http.Dispose();

    /// <summary>A query action of IAM: the status, and the answer without the names' namespace.</summary>
    public async Task<(int Status, XElement Answer)> IamAsync(string action, params (string Name, string Value)[] parameters)
    {
        var pairs = parameters.Prepend(("Version", "2010-05-08")).Prepend(("Action", action));
        var body = string.Join('&', pairs.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        var (status, text) = await SendAsync("iam", "us-east-1", "application/x-www-form-urlencoded; charset=utf-8", null, body);
        var answer = XElement.Parse(text);
        Assert.Equal("https://iam.amazonaws.com/doc/2010-05-08/", answer.Name.NamespaceName);
        answer.Attributes().Remove();
        foreach (var element in answer.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return (status, answer);
    }

    /// <summary>The code of the error that an action of IAM must end in, with its status.</summary>
    public async Task<string> IamErrorAsync(string action, params (string Name, string Value)[] parameters)
    {
        var (status, answer) = await IamAsync(action, parameters);
        return $"{status} {answer.Element("Error")?.Element("Code")?.Value}";
    }

    /// <summary>The text of the first element of a name in a successful answer.</summary>
    public async Task<string?> IamValueAsync(string element, string action, params (string Name, string Value)[] parameters)
    {
        var (status, answer) = await IamAsync(action, parameters);
        Assert.True(status == 200, answer.ToString());
        return answer.Descendants(element).FirstOrDefault()?.Value;
    }

    public async Task<(int Status, JsonObject Answer)> EcsAsync(string action, JsonObject body)
    {
        var (status, text) = await SendAsync(
            "ecs", "eu-west-1", "application/x-amz-json-1.1", $"AmazonEC2ContainerServiceV20141113.{action}", body.ToJsonString());
        return (status, JsonNode.Parse(text)!.AsObject());
    }

    private async Task<(int Status, string Text)> SendAsync(string service, string region, string contentType, string? target, string body)
    {
        var headers = new Dictionary<string, string> { ["content-type"] = contentType };
        if (target is not null)
        {
            headers["x-amz-target"] = target;
        }

        using var request = new TestSigner(service) { Region = region }.Sign(
            endpoint, HttpMethod.Post, "/", "", Encoding.UTF8.GetBytes(body), headers);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
