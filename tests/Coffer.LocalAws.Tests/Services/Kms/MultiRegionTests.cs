using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

/// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html</summary>
public sealed class MultiRegionTests : ServerTest
{
    private protected override Options Options { get; } = new() { Port = 0, AnyCredentials = true };

    [Fact]
    public async Task A_replica_opens_what_its_primary_key_sealed_and_the_other_way_round_also_after_a_rotation()
    {
        using var east = KmsClient("us-east-1");
        var primary = await PrimaryAsync();
        var replica = (await Kms.ReplicateKeyAsync(new() { KeyId = primary, ReplicaRegion = "us-east-1" }, Stop)).ReplicaKeyMetadata;
        Assert.StartsWith("mrk-", primary, StringComparison.Ordinal);
        Assert.Equal($"arn:aws:kms:us-east-1:000000000000:key/{primary}", replica.Arn);
        Assert.Equal((await MetadataAsync(Kms, primary)).CurrentKeyMaterialId, replica.CurrentKeyMaterialId);

        var here = await EncryptAsync(primary, "text"u8.ToArray());
        Assert.Equal("text"u8.ToArray(), await OpenAsync(east, here));
        await Kms.RotateKeyOnDemandAsync(new() { KeyId = primary }, Stop);
        var there = (await east.EncryptAsync(new() { KeyId = primary, Plaintext = new MemoryStream([7]) }, Stop)).CiphertextBlob.ToArray();
        Assert.Equal([7], await DecryptAsync(there));
        Assert.Equal((await MetadataAsync(Kms, primary)).CurrentKeyMaterialId, (await MetadataAsync(east, primary)).CurrentKeyMaterialId);
    }

    [Fact]
    public async Task Primary_and_replica_change_places_and_open_the_same()
    {
        using var east = KmsClient("us-east-1");
        var key = await PrimaryAsync();
        var before = await EncryptAsync(key, "text"u8.ToArray());
        await Kms.ReplicateKeyAsync(new() { KeyId = key, ReplicaRegion = "us-east-1" }, Stop);
        await Kms.UpdatePrimaryRegionAsync(new() { KeyId = key, PrimaryRegion = "us-east-1" }, Stop);
        var (here, there) = (await MetadataAsync(Kms, key), await MetadataAsync(east, key));
        Assert.Equal(MultiRegionKeyType.REPLICA, here.MultiRegionConfiguration.MultiRegionKeyType);
        Assert.Equal(MultiRegionKeyType.PRIMARY, there.MultiRegionConfiguration.MultiRegionKeyType);
        Assert.Equal(there.Arn, here.MultiRegionConfiguration.PrimaryKey.Arn);
        Assert.Equal("text"u8.ToArray(), await DecryptAsync(before));
        Assert.Equal("text"u8.ToArray(), await OpenAsync(east, before));
        Assert.Equal("UnsupportedOperationException", (await ErrorAsync(
            () => Kms.ReplicateKeyAsync(new() { KeyId = key, ReplicaRegion = "eu-north-1" }, Stop))).Code);
    }

    [Fact]
    public async Task A_primary_key_that_is_to_be_deleted_waits_for_its_replicas()
    {
        using var east = KmsClient("us-east-1");
        var key = await PrimaryAsync();
        await Kms.ReplicateKeyAsync(new() { KeyId = key, ReplicaRegion = "us-east-1" }, Stop);
        var answer = await Kms.ScheduleKeyDeletionAsync(key, 7, Stop);
        Assert.Equal((KeyState.PendingReplicaDeletion, null), (answer.KeyState, answer.DeletionDate));
        await east.ScheduleKeyDeletionAsync(key, 7, Stop);
        Clock.Offset += TimeSpan.FromDays(8);
        Assert.Equal(KeyState.PendingDeletion, (await MetadataAsync(Kms, key)).KeyState);
        Clock.Offset += TimeSpan.FromDays(8);
        Assert.Equal("NotFoundException", (await ErrorAsync(() => Kms.DescribeKeyAsync(key, Stop))).Code);
    }

    [Fact]
    public async Task What_has_no_place_is_refused()
    {
        var (key, plain) = (await PrimaryAsync(), await CreateKeyAsync());
        await Kms.ReplicateKeyAsync(new() { KeyId = key, ReplicaRegion = "us-east-1" }, Stop);
        (string Expected, string Key, string Region)[] cases =
        [
            ("AlreadyExistsException", key, "us-east-1"), ("UnsupportedOperationException", plain, "us-east-1"),
            ("ValidationException", key, "cn-north-1"), ("ValidationException", key, "nowhere"),
        ];
        foreach (var (expected, id, region) in cases)
        {
            Assert.Equal((region, expected), (region, (await ErrorAsync(
                () => Kms.ReplicateKeyAsync(new() { KeyId = id, ReplicaRegion = region }, Stop))).Code));
        }
    }

    private async Task<string> PrimaryAsync() =>
        (await Kms.CreateKeyAsync(new CreateKeyRequest { MultiRegion = true }, Stop)).KeyMetadata.KeyId;

    private static async Task<KeyMetadata> MetadataAsync(AmazonKeyManagementServiceClient kms, string key) =>
        (await kms.DescribeKeyAsync(key, Stop)).KeyMetadata;

    private static async Task<byte[]> OpenAsync(AmazonKeyManagementServiceClient kms, byte[] blob) =>
        (await kms.DecryptAsync(new() { CiphertextBlob = new MemoryStream(blob) }, Stop)).Plaintext.ToArray();
}
