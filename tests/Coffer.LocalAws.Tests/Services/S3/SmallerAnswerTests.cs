using System.Globalization;
using System.Text;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>
/// Answers that clients of others stumbled over, from their pages:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
/// </summary>
public sealed class SmallerAnswerTests(S3Server server) : IClassFixture<S3Server>
{
    [Fact]
    public async Task Of_several_deletions_each_says_what_became_of_it()
    {
        var bucket = await server.BucketAsync(versioned: true);
        var put = await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, [1]);
        var gone = put.Headers["x-amz-version-id"];
        await server.SendAsync(HttpMethod.Delete, $"/{bucket}/k?versionId={gone}");
        var body = $"<Delete><Object><Key>k</Key><VersionId>{gone}</VersionId></Object><Object><Key>k</Key><VersionId>made-up</VersionId>"
            + $"</Object></Delete>";
        var answer = await SendWithDigestAsync(HttpMethod.Post, $"/{bucket}?delete", body);
        Assert.Contains($"<Deleted><Key>k</Key><VersionId>{gone}</VersionId></Deleted>", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            "<Error><Key>k</Key><VersionId>made-up</VersionId><Code>NoSuchVersion</Code><Message>The specified version does "
                + "not exist.</Message></Error>",
            answer.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quiet_deletion_tells_of_errors_alone()
    {
        var bucket = await server.BucketAsync(versioned: true);
        await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, [1]);
        const string Objects = "<Object><Key>k</Key></Object><Object><Key>k</Key><VersionId>made-up</VersionId></Object>";
        var answer = await SendWithDigestAsync(HttpMethod.Post, $"/{bucket}?delete", $"<Delete><Quiet>true</Quiet>{Objects}</Delete>");
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("<Deleted>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("<Error><Key>k</Key><VersionId>made-up</VersionId>", answer.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k")).Status);
    }

    [Fact]
    public async Task At_most_a_thousand_objects_go_in_one_request()
    {
        var bucket = await server.BucketAsync();
        foreach (var (count, status) in (IEnumerable<(int, int)>)[(0, 400), (1, 200), (1000, 200), (1001, 400)])
        {
            var objects = string.Concat(Enumerable.Range(0, count).Select(i => $"<Object><Key>{i}</Key></Object>"));
            var answer = await SendWithDigestAsync(HttpMethod.Post, $"/{bucket}?delete", $"<Delete>{objects}</Delete>");
            Assert.Equal((count, status), (count, answer.Status));
            Assert.Equal(status == 400, answer.Text.Contains("<Code>MalformedXML</Code>", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_read_says_nothing_of_encryption()
    {
        var bucket = await server.BucketAsync();
        await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, [1]);
        foreach (var header in (string[])[
            "x-amz-server-side-encryption",
            "x-amz-server-side-encryption-aws-kms-key-id",
            "x-amz-server-side-encryption-bucket-key-enabled"])
        {
            var get = await server.SendAsync(HttpMethod.Get, $"/{bucket}/k", new() { [header] = "AES256" });
            Assert.StartsWith($"400 InvalidArgument | {header} header is not supported for this operation. | "
                + "", get.Error, StringComparison.Ordinal);
            Assert.Equal(400, (await server.SendAsync(HttpMethod.Head, $"/{bucket}/k", new() { [header] = "AES256" })).Status);
        }
    }

    [Fact]
    public async Task The_encryption_context_is_checked_and_told()
    {
        const string Header = "x-amz-server-side-encryption-context";
        var bucket = await server.BucketAsync();
        var right = Convert.ToBase64String("{\"a\":\"b\"}"u8);
        (string Context, string? Algorithm, string Answer)[] cases =
        [
            (right, "aws:kms", "200"),
            (right, null, "400"),
            ("%", "aws:kms", "400"),
            (Convert.ToBase64String("[]"u8), "aws:kms", "400"),
            (Convert.ToBase64String("{\"a\":1}"u8), "aws:kms", "400"),
        ];
        foreach (var (context, algorithm, expected) in cases)
        {
            var headers = new Dictionary<string, string> { [Header] = context };
            if (algorithm is not null)
            {
                headers["x-amz-server-side-encryption"] = algorithm;
            }

            var put = await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", headers, [1]);
            Assert.Equal((context, expected), (context, $"{put.Status}"));
            Assert.Equal(expected == "200", put.Headers.ContainsKey(Header));
        }
    }

    [Fact]
    public async Task A_rule_says_when_an_object_would_go()
    {
        var bucket = await server.BucketAsync();
        const string Rules = "<LifecycleConfiguration><Rule><ID>short "
            + "life</ID><Filter><Prefix>tmp/</Prefix></Filter><Status>Enabled</Status>"
            + "<Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";
        Assert.Equal(200, (await SendWithDigestAsync(HttpMethod.Put, $"/{bucket}?lifecycle", Rules)).Status);
        var put = await server.SendAsync(HttpMethod.Put, $"/{bucket}/tmp/k", null, [1]);
        var midnight = TimeProvider.System.GetUtcNow().AddDays(2).ToString("ddd, dd MMM yyyy", CultureInfo.InvariantCulture);
        Assert.Equal($"expiry-date=\"{midnight} 00:00:00 GMT\", rule-id=\"short%20life\"", put.Headers["x-amz-expiration"]);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            Assert.Equal(put.Headers["x-amz-expiration"], (await server.SendAsync(method, $"/{bucket}/tmp/k")).Headers["x-amz-expiration"]);
        }

        Assert.False((await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, [1])).Headers.ContainsKey("x-amz-expiration"));
    }

    [Fact]
    public async Task A_bucket_is_made_with_tags_and_an_ownership()
    {
        foreach (var ownership in (string[])["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"])
        {
            var bucket = $"b-{Guid.NewGuid():N}";
            var body =
                "<CreateBucketConfiguration><Tags><Tag><Key>team</Key><Value>api</Value></Tag></Tags></CreateBucketConfiguration>"u8
                    .ToArray();
            Assert.Equal(
                200, (await server.SendAsync(HttpMethod.Put, $"/{bucket}", new() { ["x-amz-object-ownership"] = ownership }, body)).Status);
            Assert.Contains(
                "<Key>team</Key><Value>api</Value>",
                (await server.SendAsync(HttpMethod.Get, $"/{bucket}?tagging")).Text,
                StringComparison.Ordinal);
            Assert.Contains(
                ownership, (await server.SendAsync(HttpMethod.Get, $"/{bucket}?ownershipControls")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_never_set_is_empty()
    {
        var bucket = await server.BucketAsync();
        Assert.EndsWith(
            "\"http://s3.amazonaws.com/doc/2006-03-01/\" />",
            (await server.SendAsync(HttpMethod.Get, $"/{bucket}?notification")).Text,
            StringComparison.Ordinal);
        var uploads = (await server.SendAsync(HttpMethod.Get, $"/{bucket}?uploads")).Text;
        Assert.Contains($"<Bucket>{bucket}</Bucket>", uploads, StringComparison.Ordinal);
        Assert.Contains("<IsTruncated>false</IsTruncated>", uploads, StringComparison.Ordinal);
        Assert.StartsWith(
            "404 NoSuchBucketPolicy | ",
            (await server.SendAsync(HttpMethod.Get, $"/{bucket}?policyStatus")).Error,
            StringComparison.Ordinal);
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:"""
            + $$"""GetObject","Resource":"arn:aws:s3:::{{bucket}}/*"}]}""";
        Assert.Equal(403, (await server.SendAsync(HttpMethod.Put, $"/{bucket}?policy", null, Encoding.UTF8.GetBytes(policy))).Status);
        await server.SendAsync(HttpMethod.Delete, $"/{bucket}?publicAccessBlock");
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Put, $"/{bucket}?policy", null, Encoding.UTF8.GetBytes(policy))).Status);
        Assert.Contains(
            "<IsPublic>true</IsPublic>",
            (await server.SendAsync(HttpMethod.Get, $"/{bucket}?policyStatus")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encoding_is_given_back_as_it_was_written()
    {
        var bucket = await server.BucketAsync();
        foreach (var (given, kept) in (IEnumerable<(string, string)>)[
            ("gzip, deflate", "gzip, deflate"), ("gzip", "gzip"), ("aws-chunked,gzip", "gzip"), ("gzip,aws-chunked", "gzip")])
        {
            await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", new() { ["content-encoding"] = given }, [1]);
            Assert.Equal(kept, (await server.SendAsync(HttpMethod.Head, $"/{bucket}/k")).Headers["Content-Encoding"]);
        }
    }

    [Fact]
    public async Task Two_ways_of_authentication_are_one_too_many()
    {
        foreach (var query in (string[])["X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Credential=x", "AWSAccessKeyId=x&Signature=y"])
        {
            var answer = await server.SendAsync(HttpMethod.Get, $"/?{query}");
            Assert.StartsWith("400 InvalidArgument | Only one auth mechanism allowed; ", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_without_a_length_is_not_implemented()
    {
        using var raw = new RawConnection();
        var authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
        await using var any = await LocalAws.Hosting.LocalServer.StartAsync(
            new Options { Port = 0, AnyCredentials = true, Buckets = ["bucket"] });
        await raw.SendAsync(
            any.Endpoint,
            $"PUT /bucket/k HTTP/1.1\r\nHost: {any.Endpoint.Authority}\r\nAuthorization: "
                + $"{authorization}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
            S3Server.Token);
        var answer = await raw.ReadAsync(S3Server.Token);
        Assert.Equal("501", answer.Status);
        Assert.Contains("<Header>Transfer-Encoding</Header>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_resets_its_upload_is_no_defect_of_ours()
    {
        using var process = await ServerProcess.StartAsync("--port", "0", "--any-credentials", "--bucket", "bucket");
        foreach (var sent in (int[])[0, 1, 5000])
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(process.Endpoint.Host, process.Endpoint.Port, S3Server.Token);
            var head = $"PUT /bucket/k HTTP/1.1\r\nHost: {process.Endpoint.Authority}\r\nContent-Length: "
                + $"1000000\r\n\r\n{new string('x', sent)}";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), S3Server.Token);
            using var http = new HttpClient();
            await http.GetAsync(process.Endpoint, S3Server.Token);
            client.LingerState = new System.Net.Sockets.LingerOption(enable: true, seconds: 0);
            client.Close();
            await http.GetAsync(process.Endpoint, S3Server.Token);
        }

        Assert.Equal(0, await process.SignalAsync("-TERM"));
        Assert.Empty(await process.Process.StandardError.ReadToEndAsync(S3Server.Token));
    }

    private Task<Answer> SendWithDigestAsync(HttpMethod method, string path, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
#pragma warning disable CA5351 // the header is defined so
        var digest = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(bytes));
#pragma warning restore CA5351
        return server.SendAsync(method, path, new() { ["content-md5"] = digest }, bytes);
    }

    [Fact]
    public async Task Storage_classes_are_given_back_and_archives_do_not_open()
    {
        var bucket = await server.BucketAsync();
        Task<Answer> SendAsync(HttpMethod method, string name, bool put = false) => server.SendAsync(
            method, $"/{bucket}/{name}", put ? new() { ["x-amz-storage-class"] = name } : null, put ? [1] : null);
        string[] names =
            ["STANDARD", "STANDARD_IA", "ONEZONE_IA", "REDUCED_REDUNDANCY", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
        foreach (var name in names)
        {
            Assert.Equal((name, 200), (name, (await SendAsync(HttpMethod.Put, name, put: true)).Status));
            var given = (await SendAsync(HttpMethod.Head, name)).Headers.GetValueOrDefault("x-amz-storage-class", "STANDARD");
            Assert.Equal(name, given);
            var read = await SendAsync(HttpMethod.Get, name);
            Assert.Equal((name, name is "GLACIER" or "DEEP_ARCHIVE" ? 403 : 200), (name, read.Status));
        }

        var archived = await SendAsync(HttpMethod.Get, "GLACIER");
        Assert.Equal(
            "403 InvalidObjectState | The operation is not valid for the object's storage class | {\"StorageClass\": \"GLACIER\"}",
            archived.Error);
        var listed = (await server.SendAsync(HttpMethod.Get, $"/{bucket}?list-type=2&prefix=STANDARD_IA")).Text;
        Assert.Contains("<StorageClass>STANDARD_IA</StorageClass>", listed, StringComparison.Ordinal);
        Assert.Equal(8, names.Length);
    }

    [Fact]
    public async Task The_list_of_an_object_is_its_owners_full_control()
    {
        var bucket = await server.BucketAsync();
        await server.SendAsync(HttpMethod.Put, $"/{bucket}/k", null, [1]);
        Assert.Contains("FULL_CONTROL", (await server.SendAsync(HttpMethod.Get, $"/{bucket}/k?acl")).Text, StringComparison.Ordinal);
        Assert.StartsWith("404 NoSuchKey", (await server.SendAsync(HttpMethod.Get, $"/{bucket}/none?acl")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_for_pages_of_other_sites_are_kept_and_wrong_ones_refused()
    {
        using var client = server.Client();
        var bucket = await server.BucketAsync();
        Amazon.S3.Model.CORSRule Rule(string method, string origin = "*") => new() { AllowedMethods = [method], AllowedOrigins = [origin] };
        async Task<string> PutAsync(Amazon.S3.Model.CORSRule rule)
        {
            try
            {
                await client.PutCORSConfigurationAsync(bucket, new() { Rules = [rule] }, S3Server.Token);
                return "";
            }
            catch (Amazon.S3.AmazonS3Exception e)
            {
                return e.ErrorCode;
            }
        }

        Assert.Equal("InvalidRequest", await PutAsync(Rule("PATCH")));
        Assert.Equal("InvalidRequest", await PutAsync(Rule("GET", "http://*.*")));
        Assert.Equal("", await PutAsync(Rule("GET", "http://*.example.com")));
        var kept = await client.GetCORSConfigurationAsync(bucket, S3Server.Token);
        Assert.Equal("http://*.example.com", Assert.Single(Assert.Single(kept.Configuration.Rules).AllowedOrigins));
        await client.DeleteCORSConfigurationAsync(bucket, S3Server.Token);
        Assert.StartsWith(
            "404 NoSuchCORSConfiguration", (await server.SendAsync(HttpMethod.Get, $"/{bucket}?cors")).Error, StringComparison.Ordinal);
    }
}
