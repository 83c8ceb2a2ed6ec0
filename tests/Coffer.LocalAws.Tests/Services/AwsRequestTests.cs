using System.Text;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Services;
using Coffer.LocalAws.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Coffer.LocalAws.Tests.Services;

/// <summary>What one reading of a request tells: faults, throttle, log and services go by it.</summary>
public sealed class AwsRequestTests
{
    private const string Account = "000000000000";

    [Fact]
    public async Task A_request_tells_its_service_action_resource_and_context()
    {
        var parts = new ServiceParts(new Options { Keys = ["alias/a"] }, TimeProvider.System, new MemoryStateStore(), new StateDisk());
        var services = new AwsServices(parts);
        services.CreateInitial(parts.Options);
        var key = parts.Keys.Store.Keys("us-east-1").Single();
        (string Service, string Line, string Target, string Body, string Action, string? Resource, string Context)[] cases =
        [
            ("kms", "POST /", "TrentService.Decrypt", """{"KeyId":"alias/a","EncryptionContext":{"x":"1","y":"2"}}""", "Decrypt", key.Arn,
                "x=1,y=2"),
            ("kms", "POST /", "TrentService.ReEncrypt", """{"DestinationKeyId":"KEY","SourceEncryptionContext":{"x":"1"}}""", "ReEncrypt",
                key.Arn, "x=1"),
            ("kms", "POST /", "TrentService.DescribeKey", """{"KeyId":"no key"}""", "DescribeKey", null, ""),
            ("kms", "POST /", "TrentService.Decrypt", "{", "Decrypt", null, ""),
            ("s3", "GET /bucket/a/key", "", "", "GetObject", "arn:aws:s3:::bucket/a/key", ""),
            ("s3", "GET /bucket?versions", "", "", "ListObjectVersions", "arn:aws:s3:::bucket", ""),
            ("s3", "GET /", "", "", "ListBuckets", null, ""),
            ("s3", "GET /bucket/%ff", "", "", "", null, ""),
            (
                "sts",
                "POST /",
                "",
                $"Action=AssumeRole&RoleArn=arn:aws:iam::{Account}:role/r",
                "AssumeRole",
                $"arn:aws:iam::{Account}:role/r",
                ""),
            ("iam", "POST /", "", "Action=CreateRole&RoleName=r&Path=/p/", "CreateRole", $"arn:aws:iam::{Account}:role/p/r", ""),
            (
                "iam",
                "POST /",
                "",
                $"Action=GetPolicy&PolicyArn=arn:aws:iam::{Account}:policy/p",
                "GetPolicy",
                $"arn:aws:iam::{Account}:policy/p",
                ""),
            ("ecs", "POST /", "AmazonEC2ContainerServiceV20141113.CreateCluster", """{"clusterName":"c"}""", "CreateCluster",
                $"arn:aws:ecs:us-east-1:{Account}:cluster/c", ""),
            ("ecs", "POST /", "AmazonEC2ContainerServiceV20141113.DescribeServices", "[]", "DescribeServices", null, ""),
        ];
        foreach (var (service, line, target, body, action, resource, context) in cases)
        {
            var request = new AwsRequest(
                Http(service, line, target, body.Replace("KEY", key.Id, StringComparison.Ordinal)),
                services.Route(Http(service, line, target, body).Request),
                new Options());
            await request.ReadAsync();
            var pairs = string.Join(',', request.EncryptionContext.Select(pair => $"{pair.Key}={pair.Value}"));
            Assert.Equal((service, action, resource, context), (request.Service.Name, request.Action, request.Resource, pairs));
        }

        Assert.Equal(13, cases.Length);
    }

    private static DefaultHttpContext Http(string service, string line, string target, string body)
    {
        var http = new DefaultHttpContext();
        var (method, address) = (line.Split(' ')[0], line.Split(' ')[1]);
        http.Request.Method = method;
        http.Request.Host = new HostString("127.0.0.1");
        http.Request.QueryString = new QueryString(
            address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : string.Empty);
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = address;
        http.Features.Set(new ServedHosts([]));
        http.Request.Headers.Authorization = $"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, "
            + "SignedHeaders=host, Signature=0";
        http.Request.Headers["X-Amz-Target"] = target;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return http;
    }
}
