using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.Services.S3;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

public sealed class AddressTests(S3Server server) : IClassFixture<S3Server>
{
    [Theory]
    [InlineData("127.0.0.1", "/", null, null)]
    [InlineData("127.0.0.1", "/b", "b", null)]
    [InlineData("127.0.0.1", "/b/", "b", null)]
    [InlineData("127.0.0.1", "/b/k?x=/y", "b", "k")]
    [InlineData("127.0.0.1", "/b//k/", "b", "/k/")]
    [InlineData("127.0.0.1", "/b/../k%2F%C3%BC+%2B", "b", "../k/ü++")]
    [InlineData("localhost", "/b/k", "b", "k")]
    [InlineData("s3.localhost", "/b/k", "b", "k")]
    [InlineData("s3.eu-west-1.localhost", "/b/k", "b", "k")]
    [InlineData("b.localhost", "/k/l", "b", "k/l")]
    [InlineData("b.localhost", "/", "b", null)]
    [InlineData("b.s3.localhost", "//k", "b", "/k")]
    [InlineData("my.dotted.s3.eu-west-1.localhost", "/k", "my.dotted", "k")]
    [InlineData("b.s3.other.localhost", "/k", "b.s3.other", "k")]
    [InlineData("b.127.0.0.1", "/k", "b", "k")]
    [InlineData("b.coffer-local", "/k", "b", "k")]
    [InlineData("coffer-local", "/b/k", "b", "k")]
    [InlineData("127.0.0.1", "http://127.0.0.1:4566/b/k", "b", "k")]
    public void Host_and_path_name_bucket_and_key(string host, string target, string? bucket, string? key)
    {
        var address = S3Address.Parse(new ServedHosts(["coffer-local"]).Find(host), target);
        Assert.Equal((bucket, key), (address.Bucket, address.Key));
    }

    [Fact]
    public async Task A_virtual_host_reaches_the_same_object()
    {
        var bucket = await server.BucketAsync();
        await server.SendAsync(HttpMethod.Put, "/k", new() { ["host"] = $"{bucket}.localhost:{server.Endpoint.Port}" }, "v"u8.ToArray());
        Assert.Equal("v", (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k")).Text);
        Assert.Equal("v", (await server.SendAsync(HttpMethod.Get, "/k", new() { ["host"] = $"{bucket}.s3.us-east-1.localhost" })).Text);
    }
}
