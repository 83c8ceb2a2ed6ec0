using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Coffer.LocalAws.Testing;
using Xunit;

namespace XunitSample;

// docs/manual/testing.md has this class. A cloud of its own for each test, and roles with the policies that will be deployed.
public sealed class VaultTests : IAsyncLifetime
{
    private const string OpensItsOwn = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*",
          "Condition":{"StringEquals":{"kms:EncryptionContext:service":"api"}}}]}
        """;

    private LocalCloud cloud = null!;

    public async ValueTask InitializeAsync() =>
        cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Keys = { "alias/secrets" } });

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task The_service_opens_what_it_sealed()
    {
        using var kms = Kms(cloud.Role("api", OpensItsOwn));
        var blob = await SealAsync(kms);
        var opened = await kms.DecryptAsync(
            new DecryptRequest { CiphertextBlob = blob, EncryptionContext = new() { ["service"] = "api" } },
            TestContext.Current.CancellationToken);
        Assert.Equal("value"u8.ToArray(), opened.Plaintext.ToArray());
        cloud.Calls.AssertCalled("kms:Decrypt", by: "api", times: 1);
        cloud.Calls.AssertNothingDenied();
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        using var kms = Kms(cloud.Role("web"));
        await Assert.ThrowsAsync<AmazonKeyManagementServiceException>(() => SealAsync(kms));
        Assert.True(Assert.Single(cloud.Calls.Of("kms:Encrypt", by: "web")).IsDenied);
    }

    private AmazonKeyManagementServiceClient Kms(LocalIdentity who) => new(
        new SessionAWSCredentials(who.AccessKeyId, who.SecretAccessKey, who.SessionToken),
        new AmazonKeyManagementServiceConfig { ServiceURL = cloud.Endpoint.ToString(), AuthenticationRegion = cloud.Region });

    private static async Task<MemoryStream> SealAsync(AmazonKeyManagementServiceClient kms) => (await kms.EncryptAsync(
        new EncryptRequest
        {
            KeyId = "alias/secrets", Plaintext = new MemoryStream("value"u8.ToArray()), EncryptionContext = new() { ["service"] = "api" },
        },
        TestContext.Current.CancellationToken)).CiphertextBlob;
}
