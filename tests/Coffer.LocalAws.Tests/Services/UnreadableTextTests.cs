using System.Text;
using Coffer.LocalAws.Services;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services;

/// <summary>Text from outside is checked at the door: what is no Unicode is an error of the caller's, in every JSON action.</summary>
public sealed class UnreadableTextTests : ServerTest
{
    private static readonly byte[][] Texts =
    [
        [0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC0, 0x80],
        @"\ud800"u8.ToArray(), @"\udc00"u8.ToArray(), @"\ud800\u0041"u8.ToArray(),
    ];

    private static readonly string[] Members =
        [
            "KeyId",
            "AliasName",
            "TargetKeyId",
            "Description",
            "Policy",
            "Plaintext",
            "CiphertextBlob",
            "Marker",
            "clusterName",
            "family",
            "tagKeys",
            "x"];

    private protected override Options Options { get; } = new() { Port = 0, AnyCredentials = true };

    [Fact]
    public async Task What_is_no_text_is_refused_by_every_action()
    {
        using var http = new HttpClient();
        var ran = 0;
        foreach (var (prefix, entry) in (IEnumerable<(string, ServiceEntry)>)
            [("TrentService.", AwsServices.Entries[0]), ("AmazonEC2ContainerServiceV20141113.", AwsServices.Entries[1])])
        {
            foreach (var action in entry.Actions)
            {
                foreach (var text in Texts)
                {
                    var member = Members[ran % Members.Length];
                    using var asValue = await SendAsync(
                        http, prefix + action, [.. Encoding.UTF8.GetBytes($"{{\"{member}\":\""), .. text, .. "\"}"u8]);
                    using var asName = await SendAsync(http, prefix + action, [.. "{\""u8, .. text, .. "\":1}"u8]);
                    foreach (var answer in (HttpResponseMessage[])[asValue, asName])
                    {
                        Assert.Equal((action, 400), (action, (int)answer.StatusCode));
                        Assert.Contains("SerializationException", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
                        ran++;
                    }
                }
            }
        }

        Assert.Equal((AwsServices.Entries[0].Actions.Count + AwsServices.Entries[1].Actions.Count) * Texts.Length * 2, ran);
        Assert.True(ran > 600, $"{ran}");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, string target, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Amz-Target", target);
        return await http.SendAsync(request, Stop);
    }
}
