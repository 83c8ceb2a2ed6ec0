using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Hosting;

public sealed class AnyCredentialsTests : ServerTest
{
    private protected override Options Options { get; } = new()
    {
        Port = 0,
        AnyCredentials = true,
        AccountId = "111122223333",
        Region = "eu-central-1",
    };

    [Fact]
    public async Task Any_key_will_do_and_the_region_is_still_its_own()
    {
        using var kms = KmsClient("us-west-2", new BasicAWSCredentials("anybody", "anything"));
        var key = (await kms.CreateKeyAsync(new CreateKeyRequest(), Stop)).KeyMetadata;
        Assert.StartsWith("arn:aws:kms:us-west-2:111122223333:key/", key.Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_signature_is_of_the_region_that_was_given()
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.Add("X-Amz-Target", "TrentService.CreateKey");
        using var response = await http.PostAsync(Endpoint, content, Stop);
        Assert.Contains(
            "arn:aws:kms:eu-central-1:111122223333:key/", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        using var form = new FormUrlEncodedContent([new("Action", "GetCallerIdentity"), new("Version", "2011-06-15")]);
        using var identity = await http.PostAsync(Endpoint, form, Stop);
        Assert.Contains(
            "<Arn>arn:aws:iam::111122223333:root</Arn>", await identity.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_decides_whatever_the_content_type_says()
    {
        using var http = new HttpClient();
        foreach (var (target, answer) in (IEnumerable<(string, string)>)
            [("TrentService.ListKeys", "\"Keys\""), ("AmazonEC2ContainerServiceV20141113.DescribeClusters", "\"clusters\"")])
        {
            using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
            content.Headers.Add("X-Amz-Target", target);
            using var response = await http.PostAsync(Endpoint, content, Stop);
            Assert.Contains(answer, await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }
}
