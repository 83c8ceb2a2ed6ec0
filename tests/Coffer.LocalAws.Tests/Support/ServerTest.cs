using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Coffer.LocalAws.Hosting;
using Xunit;

namespace Coffer.LocalAws.Tests.Support;

/// <summary>A test with a server of its own, over a real socket.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    private LocalServer? server;
    private AmazonKeyManagementServiceClient? kms;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected AdjustableClock Clock { get; } = new();

    private protected virtual Options Options { get; } = new() { Port = 0 };

    private protected Uri Endpoint => server!.Endpoint;

    private protected AmazonKeyManagementServiceClient Kms => kms!;

    public async ValueTask InitializeAsync()
    {
        server = await LocalServer.StartAsync(Options, Clock);
        kms = KmsClient("eu-west-1");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        kms!.Dispose();
        await server!.DisposeAsync();
    }

    private protected AmazonKeyManagementServiceClient KmsClient(string region, AWSCredentials? credentials = null) =>
        Clients.Kms(Endpoint, region, credentials);

    private protected AmazonSecurityTokenServiceClient StsClient(AWSCredentials? credentials = null) =>
        Clients.Sts(Endpoint, credentials);

    private protected async Task<string> CreateKeyAsync() =>
        (await Kms.CreateKeyAsync(new CreateKeyRequest(), Stop)).KeyMetadata.KeyId;

    private protected async Task<byte[]> EncryptAsync(string keyId, byte[] plaintext, Dictionary<string, string>? context = null) =>
        (await Kms.EncryptAsync(
            new EncryptRequest { KeyId = keyId, Plaintext = new MemoryStream(plaintext), EncryptionContext = context },
            Stop)).CiphertextBlob.ToArray();

    private protected async Task<byte[]> DecryptAsync(byte[] blob, Dictionary<string, string>? context = null, string? keyId = null) =>
        (await Kms.DecryptAsync(
            new DecryptRequest { CiphertextBlob = new MemoryStream(blob), EncryptionContext = context, KeyId = keyId },
            Stop)).Plaintext.ToArray();

    /// <summary>The status, code and message of the error that a call must end in.</summary>
    private protected static async Task<(int Status, string Code, string Message)> ErrorAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(call);
        return ((int)error.StatusCode, error.ErrorCode, error.Message);
    }
}
