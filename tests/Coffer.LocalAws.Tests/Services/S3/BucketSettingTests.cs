using System.Text;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.S3;

/// <summary>A bucket's sub-resources, as Terraform asks for them.</summary>
public sealed class BucketSettingTests(S3Server server) : IClassFixture<S3Server>
{
    private const string Rule =
        "<Rule><ID>old</ID><Filter/><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>90</NoncurrentDays>"
        + "</NoncurrentVersionExpiration></Rule>";

    /// <summary>The sub-resource, a document, the error of one that was deleted; null where there is always one.</summary>
    private static readonly (string Name, string Document, int PutStatus, string? Deleted)[] Settings =
    [
        (
            "encryption",
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
                + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>"
                + "</ServerSideEncryptionConfiguration>",
            200,
            null),
        ("lifecycle", $"<LifecycleConfiguration>{Rule}</LifecycleConfiguration>", 200, "NoSuchLifecycleConfiguration"),
        (
            "ownershipControls",
            "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>",
            200,
            "OwnershipControlsNotFoundError"),
        (
            "ownershipControls",
            "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>",
            200,
            "OwnershipControlsNotFoundError"),
        ("policy", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::"""
            + """*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""", 204, "NoSuchBucketPolicy"),
        (
            "publicAccessBlock",
            "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
                + "<BlockPublicPolicy>false</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets>"
                + "</PublicAccessBlockConfiguration>",
            200,
            "NoSuchPublicAccessBlockConfiguration"),
        ("tagging", "<Tagging><TagSet><Tag><Key>Environment</Key><Value>staging</Value></Tag></TagSet></Tagging>", 204, "NoSuchTagSet"),
    ];

    [Fact]
    public async Task A_setting_is_given_back_as_it_was_put_and_goes_when_it_is_deleted()
    {
        foreach (var (name, document, putStatus, deleted) in Settings)
        {
            var bucket = await server.BucketAsync();
            Assert.Equal(putStatus, (await PutAsync(bucket, name, document)).Status);
            var answer = await server.SendAsync(HttpMethod.Get, $"/{bucket}?{name}");
            Assert.Equal(200, answer.Status);
            Assert.Equal(document, WithoutNamespace(answer.Text));
            Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, $"/{bucket}?{name}")).Status);
            var after = await server.SendAsync(HttpMethod.Get, $"/{bucket}?{name}");
            Assert.StartsWith(
                deleted is null ? "200" : $"404 {deleted} | ", deleted is null ? $"{after.Status}" : after.Error, StringComparison.Ordinal);
            Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, $"/{bucket}?{name}")).Status);
        }
        Assert.Equal(7, Settings.Length);
    }

    [Fact]
    public async Task Settings_survive_a_kill_and_go_with_their_bucket()
    {
        using var folder = new Support.TemporaryFolder();
        using (var first = await Support.ServerProcess.StartAsync("--port", "0", "--data", folder.Path))
        {
            using var client = S3Server.ClientOf(first.Endpoint, "us-east-1");
            await client.PutBucketAsync("kept", S3Server.Token);
            await client.PutBucketAsync("gone", S3Server.Token);
            await client.PutBucketPolicyAsync("kept", Settings[4].Document, S3Server.Token);
            await client.PutBucketPolicyAsync("gone", Settings[4].Document, S3Server.Token);
            await client.DeletePublicAccessBlockAsync(new() { BucketName = "kept" }, S3Server.Token);
            await client.DeleteBucketAsync("gone", S3Server.Token);
            await first.KillAsync();
        }
        using var second = await Support.ServerProcess.StartAsync("--port", "0", "--data", folder.Path);
        using var again = S3Server.ClientOf(second.Endpoint, "us-east-1");
        Assert.Equal(
            Settings[4].Document,
            (await again.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = "kept" }, S3Server.Token)).Policy);
        Assert.Equal("NoSuchPublicAccessBlockConfiguration", (await Assert.ThrowsAsync<AmazonS3Exception>(
            () => again.GetPublicAccessBlockAsync(new() { BucketName = "kept" }, S3Server.Token))).ErrorCode);
        await again.PutBucketAsync("gone", S3Server.Token);
        // The SDK gives the error's body as the policy.
        Assert.Contains(
            "<Code>NoSuchBucketPolicy</Code>",
            (await again.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = "gone" }, S3Server.Token)).Policy,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_bucket_blocks_public_access_has_no_lists_and_encrypts()
    {
        var bucket = await server.BucketAsync();
        using var client = server.Client();
        var block = (await client.GetPublicAccessBlockAsync(new() { BucketName = bucket }, S3Server.Token)).PublicAccessBlockConfiguration;
        Assert.True(block.BlockPublicAcls & block.BlockPublicPolicy & block.IgnorePublicAcls & block.RestrictPublicBuckets);
        var ownership = await client.GetBucketOwnershipControlsAsync(new() { BucketName = bucket }, S3Server.Token);
        Assert.Equal(ObjectOwnership.BucketOwnerEnforced, Assert.Single(ownership.OwnershipControls.Rules).ObjectOwnership);
        var encryption = (
            await client.GetBucketEncryptionAsync(new() { BucketName = bucket }, S3Server.Token)).ServerSideEncryptionConfiguration;
        Assert.Equal(
            "AES256",
            Assert.Single(encryption.ServerSideEncryptionRules).ServerSideEncryptionByDefault.ServerSideEncryptionAlgorithm.Value);
        var list = await client.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket }, S3Server.Token);
        Assert.Equal(S3Permission.FULL_CONTROL, Assert.Single(list.Grants).Permission);
    }

    [Fact]
    public async Task What_a_bucket_never_has_is_said_as_S3_says_it()
    {
        var bucket = await server.BucketAsync();
        string[] missing =
        [
            "cors NoSuchCORSConfiguration", "website NoSuchWebsiteConfiguration", "replication ReplicationConfigurationNotFoundError",
            "object-lock ObjectLockConfigurationNotFoundError",
            "lifecycle NoSuchLifecycleConfiguration",
            "policy NoSuchBucketPolicy",
            "tagging NoSuchTagSet",
        ];
        foreach (var parts in missing.Select(line => line.Split(' ')))
        {
            Assert.StartsWith(
                $"404 {parts[1]} | ", (await server.SendAsync(HttpMethod.Get, $"/{bucket}?{parts[0]}")).Error, StringComparison.Ordinal);
        }
        string[] empty = ["accelerate <AccelerateConfiguration />", "logging <BucketLoggingStatus />", "requestPayment "
            + "<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>"];
        foreach (var parts in empty.Select(line => line.Split(' ', 2)))
        {
            Assert.Equal(
                parts[1], WithoutNamespace((await server.SendAsync(HttpMethod.Get, $"/{bucket}?{parts[0]}")).Text, keepEmpty: true));
        }
        Assert.Equal((7, 3), (missing.Length, empty.Length));
    }

    [Fact]
    public async Task A_lifecycle_says_from_which_size_on_it_counts()
    {
        const string Header = "x-amz-transition-default-minimum-object-size";
        var bucket = await server.BucketAsync();
        var document = $"<LifecycleConfiguration>{Rule}</LifecycleConfiguration>";
        Assert.Equal("all_storage_classes_128K", (await PutAsync(bucket, "lifecycle", document)).Headers[Header]);
        Assert.Equal("all_storage_classes_128K", (await server.SendAsync(HttpMethod.Get, $"/{bucket}?lifecycle")).Headers[Header]);
        await PutAsync(bucket, "lifecycle", document, (Header, "varies_by_storage_class"));
        Assert.Equal("varies_by_storage_class", (await server.SendAsync(HttpMethod.Get, $"/{bucket}?lifecycle")).Headers[Header]);
    }

    [Fact]
    public async Task Bad_settings_are_refused()
    {
        var bucket = await server.BucketAsync();
        (string Name, string Document, string Error)[] cases =
        [
            ("policy", "{", "400 MalformedPolicy | "),
            ("policy", "{}", "400 MalformedPolicy | "),
            ("encryption", "<ServerSideEncryptionConfiguration/>", "400 MalformedXML | "),
            (
                "encryption",
                "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms:dsse</SSEAlgorithm>"
                    + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
                "501 NotImplemented | "),
            ("lifecycle", "<LifecycleConfiguration/>", "400 MalformedXML | "),
            ("lifecycle", $"<LifecycleConfiguration>{Rule}{Rule}</LifecycleConfiguration>", "400 InvalidArgument | "),
            (
                "ownershipControls",
                "<OwnershipControls><Rule><ObjectOwnership>Nobody</ObjectOwnership></Rule></OwnershipControls>",
                "400 MalformedXML | "),
            (
                "publicAccessBlock",
                "<PublicAccessBlockConfiguration><BlockPublicAcls>yes</BlockPublicAcls></PublicAccessBlockConfiguration>",
                "400 MalformedXML | "),
            (
                "tagging",
                "<Tagging><TagSet><Tag><Key>a</Key><Value/></Tag><Tag><Key>a</Key><Value/></Tag></TagSet></Tagging>",
                "400 InvalidTag | "),
        ];
        foreach (var (name, document, error) in cases)
        {
            Assert.StartsWith(error, (await PutAsync(bucket, name, document)).Error, StringComparison.Ordinal);
        }
        Assert.Equal(9, cases.Length);
        var undigested = await server.SendAsync(HttpMethod.Put, $"/{bucket}?tagging", null, Encoding.UTF8.GetBytes(Settings[6].Document));
        Assert.StartsWith("400 InvalidRequest | Missing required header", undigested.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "404 NoSuchBucket | ", (await server.SendAsync(HttpMethod.Get, "/no-such-bucket?policy")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_buckets_encryption_is_that_of_uploads_that_say_nothing()
    {
        var bucket = await server.BucketAsync();
        using var client = server.Client();
        using var kms = Support.Clients.Kms(server.Endpoint, "us-east-1");
        var key = (await kms.CreateKeyAsync(new(), S3Server.Token)).KeyMetadata.Arn;
        var rule = new ServerSideEncryptionRule
        {
            ServerSideEncryptionByDefault = new()
            {
                ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                ServerSideEncryptionKeyManagementServiceKeyId = key,
            },
        };
        await client.PutBucketEncryptionAsync(
            new() { BucketName = bucket, ServerSideEncryptionConfiguration = new() { ServerSideEncryptionRules = [rule] } },
            S3Server.Token);
        var put = await client.PutObjectAsync(new() { BucketName = bucket, Key = "k", ContentBody = "x" }, S3Server.Token);
        Assert.Equal(
            (ServerSideEncryptionMethod.AWSKMS, key), (put.ServerSideEncryptionMethod, put.ServerSideEncryptionKeyManagementServiceKeyId));
        var plain = await client.PutObjectAsync(
            new() { BucketName = bucket, Key = "k", ContentBody = "x", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256 },
            S3Server.Token);
        Assert.Equal(ServerSideEncryptionMethod.AES256, plain.ServerSideEncryptionMethod);
    }

    [Fact]
    public async Task The_tags_of_an_object_change_and_nothing_else_of_it()
    {
        var bucket = await server.BucketAsync(versioned: true);
        using var client = server.Client();
        var put = await client.PutObjectAsync(
            new() { BucketName = bucket, Key = "k", ContentBody = "body", TagSet = [new() { Key = "a", Value = "1" }] }, S3Server.Token);
        await client.PutObjectTaggingAsync(
            new() { BucketName = bucket, Key = "k", Tagging = new() { TagSet = [new() { Key = "b", Value = "2" }] } }, S3Server.Token);
        var tags = await client.GetObjectTaggingAsync(new() { BucketName = bucket, Key = "k" }, S3Server.Token);
        Assert.Equal("b=2", string.Join(',', tags.Tagging.Select(tag => $"{tag.Key}={tag.Value}")));
        using var read = await client.GetObjectAsync(bucket, "k", S3Server.Token);
        using var reader = new StreamReader(read.ResponseStream);
        Assert.Equal(("body", put.VersionId, put.ETag), (await reader.ReadToEndAsync(S3Server.Token), read.VersionId, read.ETag));
        await client.DeleteObjectTaggingAsync(new() { BucketName = bucket, Key = "k" }, S3Server.Token);
        Assert.Empty((await client.GetObjectTaggingAsync(new() { BucketName = bucket, Key = "k" }, S3Server.Token)).Tagging ?? []);
        Assert.Single((await client.ListVersionsAsync(bucket, S3Server.Token)).Versions);
    }

    private Task<Answer> PutAsync(string bucket, string name, string document, params (string Name, string Value)[] headers)
    {
        var body = Encoding.UTF8.GetBytes(document);
#pragma warning disable CA5351 // MD5: the header that S3 has
        var all = new Dictionary<string, string>
        {
            ["content-md5"] = Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(body)),
        };
#pragma warning restore CA5351
        foreach (var (header, value) in headers)
        {
            all[header] = value;
        }
        return server.SendAsync(HttpMethod.Put, $"/{bucket}?{name}", all, body);
    }

    private static string WithoutNamespace(string text, bool keepEmpty = false)
    {
        if (!text.StartsWith('<'))
        {
            return text;
        }
        var root = XElement.Parse(text);
        foreach (var element in root.DescendantsAndSelf())
        {
            Assert.Equal("http://s3.amazonaws.com/doc/2006-03-01/", element.Name.NamespaceName);
            element.Name = element.Name.LocalName;
        }
        root.Attributes().Remove();
        var plain = root.ToString(SaveOptions.DisableFormatting);
        return keepEmpty
            ? plain
            : plain.Replace(
                "<Filter></Filter>", "<Filter/>", StringComparison.Ordinal).Replace("<Filter />", "<Filter/>", StringComparison.Ordinal);
    }
}
