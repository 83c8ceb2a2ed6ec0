using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Coffer.Aws.Calls;
using Coffer.Cli.Tests.Processes;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Xunit;

namespace Coffer.Aws.Tests.Calls;

public sealed class LateAnswerTests
{
    private static readonly KeyName Key = KeyName.Parse("alias/secrets", "the test");
    private static readonly KeyUse Use = KeyUse.For(SecretAddress.Parse("staging/api/token"), Binding.Bound);

    private readonly byte[] plaintext = "canary"u8.ToArray();

    [Fact]
    public async Task A_value_that_comes_after_the_end_is_disposed_of()
    {
        using var end = new CancellationTokenSource();
        var late = new TaskCompletionSource<SecretValue>();
        var calling = new AwsCalls(null).RunAsync(
            _ => late.Task, new Telling("kms:Decrypt", "it cannot be opened", _ => default), end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        var value = SecretValue.CopyOf(plaintext);
        await Task.Run(() => late.SetResult(value), TestContext.Current.CancellationToken);
        Assert.Throws<ObjectDisposedException>(() => value.Reveal().Length);
    }

    [Fact]
    public async Task A_plaintext_of_KMS_that_comes_after_the_end_is_zeroed()
    {
        using var kms = new LateKms();
        await GiveUpAsync(kms, (client, cancellation) => client.DecryptAsync(Key, new byte[1], Use, cancellation));
        await Task.Run(() => kms.Decrypted.SetResult(new DecryptResponse { Plaintext = Buffer() }), TestContext.Current.CancellationToken);
        Assert.All(plaintext, one => Assert.Equal(0, one));
    }

    [Fact]
    public async Task A_data_key_that_comes_after_the_end_is_zeroed()
    {
        using var kms = new LateKms();
        await GiveUpAsync(kms, (client, cancellation) => client.GenerateDataKeyAsync(Key, Use, cancellation));
        await Task.Run(
            () => kms.Generated.SetResult(new GenerateDataKeyResponse { Plaintext = Buffer() }), TestContext.Current.CancellationToken);
        Assert.All(plaintext, one => Assert.Equal(0, one));
    }

    [Fact]
    public async Task A_large_upload_has_time_for_its_bytes()
    {
        // Later than an answer may come, and much sooner than one to so many bytes.
        using var s3 = new StandIn(async _ =>
        {
            await Task.Delay(Attempt.Usual + TimeSpan.FromSeconds(1));
            return new StandInAnswer(200, "") { Headers = new Dictionary<string, string> { ["ETag"] = "\"e\"" } };
        });
        Dictionary<string, string> variables = new()
        {
            ["AWS_ENDPOINT_URL"] = s3.Url,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
        };
        using var access = new AwsAccess(variables.GetValueOrDefault);
        using var connection = AwsConnection.Open(access, null, null);
        await connection.Bucket("bucket").PutAsync("api/k", new byte[4 << 20], null, TestContext.Current.CancellationToken);
        Assert.Single(s3.Requests);
    }

    private static async Task GiveUpAsync(LateKms kms, Func<KmsClient, CancellationToken, Task> ask)
    {
        using var end = new CancellationTokenSource();
        var client = new KmsClient(_ => new RegionalKms(new(kms), null, new AwsCalls(null), null), "us-east-1");
        var asking = ask(client, end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private MemoryStream Buffer() => new(plaintext, 0, plaintext.Length, writable: true, publiclyVisible: true);

    // The SDK's own answers cannot be held back for so long: it heeds the cancellation nearly everywhere.
    private sealed class LateKms() : AmazonKeyManagementServiceClient(new AnonymousAWSCredentials(), RegionEndpoint.USEast1)
    {
        public TaskCompletionSource<DecryptResponse> Decrypted { get; } = new();

        public TaskCompletionSource<GenerateDataKeyResponse> Generated { get; } = new();

        public override Task<DecryptResponse> DecryptAsync(DecryptRequest request, CancellationToken cancellationToken = default) =>
            Decrypted.Task;

        public override Task<GenerateDataKeyResponse> GenerateDataKeyAsync(
            GenerateDataKeyRequest request, CancellationToken cancellationToken = default) => Generated.Task;
    }
}
