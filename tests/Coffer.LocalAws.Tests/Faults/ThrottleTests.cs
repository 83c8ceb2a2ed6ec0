using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Faults;

public sealed class ThrottleTests
{
    private readonly SteppedClock clock = new();

    private static CancellationToken Stop => FaultyServer.Stop;

    [Fact]
    public async Task The_account_has_a_bucket_for_each_region_that_time_fills()
    {
        await using var server = await StartAsync(account: "2:5");
        using var kms = server.Kms();
        using var elsewhere = server.Kms("eu-west-1");
        Assert.Equal(5, await CountAsync(kms, "alias/secrets", 8));
        clock.Pass(TimeSpan.FromSeconds(1.5));
        Assert.Equal(3, await CountAsync(kms, "alias/secrets", 8));
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(5, await CountAsync(kms, "alias/secrets", 8));

        // Another region has its own, and what is no cryptographic operation has none.
        var key = (await elsewhere.CreateKeyAsync(new CreateKeyRequest(), Stop)).KeyMetadata.KeyId;
        Assert.Equal(5, await CountAsync(elsewhere, key, 8));
        await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/secrets" }, Stop);
    }

    [Fact]
    public async Task A_key_has_a_bucket_by_whatever_name_it_is_called()
    {
        await using var server = await StartAsync(key: "0:4");
        using var kms = server.Kms();
        var other = (await kms.CreateKeyAsync(new CreateKeyRequest(), Stop)).KeyMetadata.KeyId;
        var first = (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/secrets" }, Stop)).KeyMetadata;
        var blob = (await EncryptAsync(kms, "alias/secrets")).CiphertextBlob.ToArray();
        await EncryptAsync(kms, first.KeyId);
        await EncryptAsync(kms, first.Arn);
        Assert.Equal(1, (await DecryptAsync(kms, blob)).Plaintext.Length);
        var error = await Assert.ThrowsAnyAsync<AmazonKeyManagementServiceException>(() => DecryptAsync(kms, blob));
        Assert.Equal("ThrottlingException", error.ErrorCode);
        Assert.Equal(4, await CountAsync(kms, other, 8));
    }

    [Fact]
    public async Task Of_two_limits_both_hold_and_a_refused_call_takes_nothing()
    {
        await using var server = await StartAsync(account: "0:6", key: "0:4");
        using var kms = server.Kms();
        var other = (await kms.CreateKeyAsync(new CreateKeyRequest(), Stop)).KeyMetadata.KeyId;
        Assert.Equal(4, await CountAsync(kms, "alias/secrets", 8));
        Assert.Equal(2, await CountAsync(kms, other, 8));
    }

    [Fact]
    public void Limits_are_read_strictly()
    {
        (string Text, RateLimit? Limit)[] cases =
        [
            ("100", new(100, 100)), ("100:20", new(100, 20)), ("0.5", new(0.5, 1)), ("0:5", new(0, 5)),
            ("0", null), ("", null), ("-1", null), ("x", null), ("1:", null), ("1:0", null), ("1:2:3", null), ("1:0.5", null),
            ("1e3", null), ("NaN", null), (" 1", null),
        ];
        foreach (var (text, limit) in cases)
        {
            Assert.Equal((text, limit), (text, RateLimit.Parse(text)));
        }

        Assert.Equal(15, cases.Length);
    }

    private Task<FaultyServer> StartAsync(string? account = null, string? key = null) => FaultyServer.StartAsync(
        "", new FaultSettings { AccountRate = RateLimit.Parse(account), KeyRate = RateLimit.Parse(key) }, clock);

    private static Task<EncryptResponse> EncryptAsync(AmazonKeyManagementServiceClient kms, string keyId) =>
        kms.EncryptAsync(new EncryptRequest { KeyId = keyId, Plaintext = new MemoryStream([1]) }, Stop);

    private static Task<DecryptResponse> DecryptAsync(AmazonKeyManagementServiceClient kms, byte[] blob) =>
        kms.DecryptAsync(new DecryptRequest { CiphertextBlob = new MemoryStream(blob) }, Stop);

    /// <summary>How many of so many calls are let through.</summary>
    private static async Task<int> CountAsync(AmazonKeyManagementServiceClient kms, string keyId, int calls)
    {
        var passed = 0;
        for (var i = 0; i < calls; i++)
        {
            try
            {
                await EncryptAsync(kms, keyId);
                passed++;
            }
            catch (AmazonKeyManagementServiceException e) when (e.ErrorCode == "ThrottlingException")
            {
                Assert.Equal(System.Net.HttpStatusCode.BadRequest, e.StatusCode);
            }
        }

        return passed;
    }
}
