using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

public sealed class BucketTests(S3Server server) : IClassFixture<S3Server>
{
    [Fact]
    public async Task A_bucket_is_made_seen_listed_located_and_deleted_by_the_sdk()
    {
        using var client = server.Client("eu-west-1");
        var name = $"b-{Guid.NewGuid():N}";
        await client.PutBucketAsync(new PutBucketRequest { BucketName = name, BucketRegionName = "eu-west-1" }, S3Server.Token);
        Assert.Equal("eu-west-1", (await client.HeadBucketAsync(new() { BucketName = name }, S3Server.Token)).BucketRegion);
        Assert.Contains((await client.ListBucketsAsync(S3Server.Token)).Buckets, bucket => bucket.BucketName == name
            && bucket.BucketRegion == "eu-west-1");
        Assert.Equal("EU", (await client.GetBucketLocationAsync(name, S3Server.Token)).Location.Value);
        await client.DeleteBucketAsync(name, S3Server.Token);
        var gone = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => client.ListObjectsV2Async(new() { BucketName = name }, S3Server.Token));
        Assert.Equal(("NoSuchBucket", "The specified bucket does not exist"), (gone.ErrorCode, gone.Message));
    }

    [Fact]
    public async Task Versioning_is_unset_then_enabled_then_suspended()
    {
        var name = await server.BucketAsync();
        using var client = server.Client();
        async Task<string?> Status() => (await client.GetBucketVersioningAsync(name, S3Server.Token)).VersioningConfig.Status?.Value;
        Assert.True(await Status() is null or "Off");
        foreach (var status in new[] { VersionStatus.Enabled, VersionStatus.Suspended })
        {
            await client.PutBucketVersioningAsync(
                new() { BucketName = name, VersioningConfig = new() { Status = status } }, S3Server.Token);
            Assert.Equal(status.Value, await Status());
        }
    }

    [Theory]
    [InlineData("us-east-1", null, 200, "us-east-1")]
    [InlineData("us-east-1", "EU", 200, "eu-west-1")]
    [InlineData("us-east-1", "eu-central-1", 200, "eu-central-1")]
    [InlineData(
        "us-east-1",
        "us-east-1",
        400,
        "InvalidLocationConstraint | The specified location-constraint is not valid | {\"LocationConstraint\": \"us-east-1\"}")]
    [InlineData(
        "us-east-1",
        "aws-global",
        400,
        "InvalidLocationConstraint | The specified location-constraint is not valid | {\"LocationConstraint\": \"aws-global\"}")]
    [InlineData("eu-west-1", "eu-west-1", 200, "eu-west-1")]
    [InlineData("eu-west-1", "EU", 200, "eu-west-1")]
    [InlineData(
        "eu-west-1",
        null,
        400,
        "IllegalLocationConstraintException | The unspecified location constraint is incompatible for the region specific endpoint this "
            + "request was sent to. | {}")]
    [InlineData(
        "eu-west-1",
        "bar",
        400,
        "IllegalLocationConstraintException | The bar location constraint is incompatible for the region specific endpoint this request "
            + "was sent to. | {}")]
    [InlineData(
        "eu-west-2",
        "EU",
        400,
        "IllegalLocationConstraintException | The EU location constraint is incompatible for the region specific endpoint this request was "
            + "sent to. | {}")]
    public async Task The_location_constraint_decides_the_region(string region, string? constraint, int status, string expected)
    {
        var name = $"b-{Guid.NewGuid():N}";
        var body = constraint is null ? [] : System.Text.Encoding.UTF8.GetBytes(
            "<CreateBucketConfiguration "
                + $"xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{constraint}</LocationConstraint>"
                    + $"</CreateBucketConfiguration>");
        var answer = await server.SendAsync(HttpMethod.Put, $"/{name}/", null, body, region);
        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            Assert.Equal(
                expected, (await server.SendAsync(HttpMethod.Head, $"/{name}", null, null, expected)).Headers["x-amz-bucket-region"]);
            return;
        }
        Assert.Equal($"{status} {expected}", answer.Error);
    }

    [Fact]
    public async Task A_request_signed_for_another_region_is_told_the_right_one()
    {
        var name = await server.BucketAsync();
        var get = await server.SendAsync(HttpMethod.Get, $"/{name}?list-type=2", null, null, "eu-west-1");
        Assert.Equal("400 AuthorizationHeaderMalformed | The authorization header is malformed; the region 'eu-west-1' is "
            + "wrong; expecting 'us-east-1' | {\"Region\": \"us-east-1\"}", get.Error);
        var head = await server.SendAsync(HttpMethod.Head, $"/{name}", null, null, "eu-west-1");
        Assert.Equal((400, "us-east-1", ""), (head.Status, head.Headers["x-amz-bucket-region"], head.Text));
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, $"/{name}?location", null, null, "eu-west-1")).Status);
    }

    [Fact]
    public async Task Making_a_bucket_again_succeeds_in_us_east_1_alone()
    {
        var name = await server.BucketAsync();
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, $"/{name}")).Status);
        using var client = server.Client("eu-west-1");
        var other = $"b-{Guid.NewGuid():N}";
        var request = new PutBucketRequest { BucketName = other, BucketRegionName = "eu-west-1" };
        await client.PutBucketAsync(request, S3Server.Token);
        var again = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => client.PutBucketAsync(request, S3Server.Token));
        Assert.Equal((HttpStatusCode.Conflict, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket "
            + "succeeded and you already own it."),
            (again.StatusCode, again.ErrorCode, again.Message));
    }

    [Fact]
    public async Task Names_outside_the_grammar_are_refused()
    {
        string[] bad = [
            "ab", "Upper", "under_score", "dot..dot", "-dash", "dash-", "192.168.1.1", "xn--name", "name-s3alias", new('a', 64)];
        foreach (var name in bad)
        {
            Assert.Equal($"400 InvalidBucketName | The specified bucket is not valid. | {{\"BucketName\": \"{name}\"}}",
                (await server.SendAsync(HttpMethod.Put, $"/{name}")).Error);
        }
        Assert.Equal(10, bad.Length);
    }

    [Fact]
    public async Task A_bucket_with_objects_or_versions_stays()
    {
        var plain = await server.BucketAsync();
        await server.SendAsync(HttpMethod.Put, $"/{plain}/k", null, [1]);
        Assert.Equal($"409 BucketNotEmpty | The bucket you tried to delete is not empty | {{\"BucketName\": \"{plain}\"}}",
            (await server.SendAsync(HttpMethod.Delete, $"/{plain}")).Error);
        var versioned = await server.BucketAsync(versioned: true);
        await server.SendAsync(HttpMethod.Delete, $"/{versioned}/k");
        Assert.Equal("409 BucketNotEmpty | The bucket you tried to delete is not empty. You must delete all versions in the bucket. | "
            + $"{{\"BucketName\": \"{versioned}\"}}", (await server.SendAsync(HttpMethod.Delete, $"/{versioned}")).Error);
    }

    [Fact]
    public async Task Bad_versioning_configurations_are_refused_as_recorded()
    {
        var name = await server.BucketAsync();
        async Task<string> ErrorOf(string xml) =>
            (await server.SendAsync(HttpMethod.Put, $"/{name}?versioning", null, System.Text.Encoding.UTF8.GetBytes(xml))).Error;
        const string Malformed = "400 MalformedXML | The XML you provided was not well-formed or did not validate against our published "
            + "schema | {}";
        Assert.Equal("400 IllegalVersioningConfigurationException | The Versioning element must be specified | "
            + "{}", await ErrorOf("<VersioningConfiguration/>"));
        Assert.Equal(Malformed, await ErrorOf("<VersioningConfiguration><Status>enabled</Status></VersioningConfiguration>"));
        Assert.Equal(Malformed, await ErrorOf("<VersioningConfiguration"));
        Assert.Equal(Malformed, await ErrorOf("<!DOCTYPE x [<!ENTITY e "
            + "\"E\">]><VersioningConfiguration><Status>&e;</Status></VersioningConfiguration>"));
    }

    [Fact]
    public async Task What_is_not_here_says_so()
    {
        var name = await server.BucketAsync();
        string[] requests = [
            "PUT ?acl",
            "PUT ?website",
            "GET ?analytics",
            "PUT ?notification",
            "GET ?inventory",
            "PUT ?accelerate",
            "GET /k?torrent",
            "POST /k?restore"];
        foreach (var request in requests)
        {
            var parts = request.Split(' ');
            var answer = await server.SendAsync(new(parts[0]), $"/{name}{parts[1]}");
            Assert.StartsWith("501 NotImplemented | coffer-local does not serve '", answer.Error, StringComparison.Ordinal);
            Assert.Contains("'; docs/manual/local-aws.md lists what it serves", answer.Error, StringComparison.Ordinal);
        }
        Assert.Equal(8, requests.Length);
    }
}
