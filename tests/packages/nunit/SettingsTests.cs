using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Coffer;
using Coffer.LocalAws.Testing;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;

namespace NUnitSample;

// docs/manual/testing.md has this class. A service's configuration, loaded by AddCoffer() in the role of its task.
public sealed class SettingsTests
{
    private const string ReadsItsOwn = """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringLike":{"s3:prefix":"api/*"}}},
          {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::staging-secrets/api/*"},
          {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContext:service":"api"}}}]}
        """;

    private LocalCloud cloud = null!;

    [SetUp]
    public async Task StartAsync()
    {
        cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Keys = { "alias/secrets" }, Buckets = { "staging-secrets" } });
        await PutAsync("api", "Password", "one");
        await PutAsync("web", "Password", "other");
        cloud.Calls.Forget();
    }

    [TearDown]
    public async Task EndAsync() => await cloud.DisposeAsync();

    [Test]
    public void The_service_has_its_secret()
    {
        Assert.That(Load("api")["Password"], Is.EqualTo("one"));
        cloud.Calls.AssertOnly("api", "s3:ListObjectsV2", "s3:GetObject", "kms:Decrypt");
    }

    [Test]
    public void It_has_not_the_other_one()
    {
        Assert.That(() => Load("web"), Throws.InstanceOf<CofferException>());
        Assert.That(cloud.Calls.Any(call => call.IsDenied), Is.True);
        cloud.Calls.AssertNotCalled("kms:Decrypt");
    }

    private IConfigurationRoot Load(string service)
    {
        var role = cloud.Role("api", ReadsItsOwn);
        return new ConfigurationBuilder().AddCoffer(options =>
        {
            (options.Bucket, options.Environment, options.Service) = ("staging-secrets", "staging", service);
            (options.Endpoint, options.Region) = (cloud.Endpoint, cloud.Region);
            options.Credentials = new SessionAWSCredentials(role.AccessKeyId, role.SecretAccessKey, role.SessionToken);
        }).Build();
    }

    private async Task PutAsync(string service, string name, string value)
    {
        var root = new BasicAWSCredentials(cloud.Root.AccessKeyId, cloud.Root.SecretAccessKey);
        using var kms = new AmazonKeyManagementServiceClient(
            root, new AmazonKeyManagementServiceConfig { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = cloud.Region });
        using var s3 = new AmazonS3Client(
            root,
            new AmazonS3Config { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = cloud.Region, ForcePathStyle = true });
        var sealedValue = await kms.EncryptAsync(new EncryptRequest
        {
            KeyId = "alias/secrets",
            Plaintext = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(value)),
            EncryptionContext = new() { ["environment"] = "staging", ["service"] = service, ["secret"] = name },
        });
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = "staging-secrets", Key = $"{service}/{name}", InputStream = sealedValue.CiphertextBlob });
    }
}
