using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

public sealed class KeyActionsTests : ServerTest
{
    private protected override Options Options { get; } = new() { Port = 0, AnyCredentials = true };

    [Fact]
    public async Task A_new_key_is_described_as_it_was_made()
    {
        var made = (await Kms.CreateKeyAsync(
            new CreateKeyRequest { Description = "secrets", Tags = [new Tag { TagKey = "team", TagValue = "a" }] }, Stop)).KeyMetadata;
        var seen = (await Kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = made.Arn }, Stop)).KeyMetadata;

        Assert.Equal($"arn:aws:kms:eu-west-1:000000000000:key/{made.KeyId}", seen.Arn);
        Assert.Equal(made.KeyId, seen.KeyId);
        Assert.Equal("secrets", seen.Description);
        Assert.Equal(("000000000000", KeyState.Enabled, KeyUsageType.ENCRYPT_DECRYPT), (seen.AWSAccountId, seen.KeyState, seen.KeyUsage));
        Assert.Equal(
            (KeySpec.SYMMETRIC_DEFAULT, OriginType.AWS_KMS, KeyManagerType.CUSTOMER), (seen.KeySpec, seen.Origin, seen.KeyManager));
        Assert.True(seen.Enabled);
        Assert.False(seen.MultiRegion);
        Assert.Equal(["SYMMETRIC_DEFAULT"], seen.EncryptionAlgorithms);
        Assert.Matches("^[0-9a-f]{64}$", seen.CurrentKeyMaterialId);
        Assert.True((
            TimeProvider.System.GetUtcNow().UtcDateTime - seen.CreationDate!.Value.ToUniversalTime()).Duration() < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_multi_region_key_has_an_id_that_says_so()
    {
        var key = (await Kms.CreateKeyAsync(new CreateKeyRequest { MultiRegion = true }, Stop)).KeyMetadata;

        Assert.Matches("^mrk-[0-9a-f]{32}$", key.KeyId);
        Assert.Equal(
            (MultiRegionKeyType.PRIMARY, "eu-west-1"),
            (key.MultiRegionConfiguration.MultiRegionKeyType, key.MultiRegionConfiguration.PrimaryKey.Region));
        Assert.Equal("x"u8.ToArray(), await DecryptAsync(await EncryptAsync(key.Arn, "x"u8.ToArray())));
    }

    [Fact]
    public async Task Each_region_has_its_own_keys()
    {
        var key = await CreateKeyAsync();
        using var other = KmsClient("us-west-2");

        Assert.Equal([key], (await Kms.ListKeysAsync(new ListKeysRequest(), Stop)).Keys.Select(k => k.KeyId));
        Assert.Empty((await other.ListKeysAsync(new ListKeysRequest(), Stop)).Keys ?? []);
        Assert.Equal(
            (400, "NotFoundException", $"Key 'arn:aws:kms:us-west-2:000000000000:key/{key}' does not exist"),
            await ErrorAsync(() => other.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, Stop)));
        Assert.Equal(
            (400, "NotFoundException", "Invalid arn eu-west-1"),
            await ErrorAsync(
                () => other.DescribeKeyAsync(new DescribeKeyRequest { KeyId = $"arn:aws:kms:eu-west-1:000000000000:key/{key}" }, Stop)));
    }

    [Fact]
    public async Task Pages_hold_every_key_once()
    {
        var made = new HashSet<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add(await CreateKeyAsync());
        }

        var seen = new List<string>();
        var pages = 0;
        string? marker = null;
        do
        {
            var page = await Kms.ListKeysAsync(new ListKeysRequest { Limit = 3, Marker = marker }, Stop);
            seen.AddRange(page.Keys.Select(k => k.KeyId));
            marker = page.NextMarker;
            Assert.Equal(marker is not null, page.Truncated);
            pages++;
        }
        while (marker is not null);

        Assert.Equal(3, pages);
        Assert.Equal(7, seen.Count);
        Assert.Equal(made, [.. seen]);
    }

    [Fact]
    public async Task A_disabled_key_does_nothing_until_it_is_enabled()
    {
        var key = await CreateKeyAsync();
        var blob = await EncryptAsync(key, "x"u8.ToArray());
        await Kms.DisableKeyAsync(new DisableKeyRequest { KeyId = key }, Stop);
        var expected = (400, "DisabledException", $"arn:aws:kms:eu-west-1:000000000000:key/{key} is disabled.");

        Assert.Equal(expected, await ErrorAsync(() => EncryptAsync(key, "x"u8.ToArray())));
        Assert.Equal(expected, await ErrorAsync(() => DecryptAsync(blob)));
        Assert.Equal(
            expected,
            await ErrorAsync(
                () => Kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = key, KeySpec = DataKeySpec.AES_256 }, Stop)));
        Assert.Equal(expected, await ErrorAsync(() => Kms.EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = key }, Stop)));

        await Kms.EnableKeyAsync(new EnableKeyRequest { KeyId = key }, Stop);
        Assert.Equal("x"u8.ToArray(), await DecryptAsync(blob));
    }

    [Fact]
    public async Task A_key_goes_when_its_day_has_come_and_not_before()
    {
        var key = await CreateKeyAsync();
        var arn = $"arn:aws:kms:eu-west-1:000000000000:key/{key}";
        var blob = await EncryptAsync(key, "x"u8.ToArray());
        await Kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/a", TargetKeyId = key }, Stop);
        var scheduled = await Kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = key, PendingWindowInDays = 7 }, Stop);
        Assert.Equal((arn, KeyState.PendingDeletion, 7), (scheduled.KeyId, scheduled.KeyState, scheduled.PendingWindowInDays));

        Clock.Offset = TimeSpan.FromDays(6.9);
        var pending = (400, "KMSInvalidStateException", $"{arn} is pending deletion.");
        Assert.Equal(
            KeyState.PendingDeletion, (await Kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, Stop)).KeyMetadata.KeyState);
        Assert.Equal(pending, await ErrorAsync(() => DecryptAsync(blob)));
        Assert.Equal(pending, await ErrorAsync(() => Kms.EnableKeyAsync(new EnableKeyRequest { KeyId = key }, Stop)));
        Assert.Equal(pending, await ErrorAsync(() => Kms.TagResourceAsync(new TagResourceRequest { KeyId = key, Tags = [] }, Stop)));
        Assert.Equal(
            pending,
            await ErrorAsync(() => Kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/b", TargetKeyId = key }, Stop)));

        Clock.Offset = TimeSpan.FromDays(7.1);
        Assert.Equal(
            (400, "NotFoundException", $"Key '{arn}' does not exist"),
            await ErrorAsync(() => Kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, Stop)));
        Assert.Equal("AccessDeniedException", (await ErrorAsync(() => DecryptAsync(blob))).Code);
        Assert.Empty((await Kms.ListAliasesAsync(new ListAliasesRequest(), Stop)).Aliases ?? []);
    }

    [Fact]
    public async Task A_cancelled_deletion_leaves_the_key_disabled()
    {
        var key = await CreateKeyAsync();
        Assert.Equal(
            "KMSInvalidStateException",
            (await ErrorAsync(() => Kms.CancelKeyDeletionAsync(new CancelKeyDeletionRequest { KeyId = key }, Stop))).Code);
        await Kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = key }, Stop);
        await Kms.CancelKeyDeletionAsync(new CancelKeyDeletionRequest { KeyId = key }, Stop);
        Clock.Offset = TimeSpan.FromDays(31);

        Assert.Equal(KeyState.Disabled, (await Kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, Stop)).KeyMetadata.KeyState);
    }

    [Fact]
    public async Task Rotation_makes_new_material_and_keeps_the_old()
    {
        var key = await CreateKeyAsync();
        var old = await EncryptAsync(key, "old"u8.ToArray());
        await Kms.EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = key, RotationPeriodInDays = 90 }, Stop);
        var status = await Kms.GetKeyRotationStatusAsync(new GetKeyRotationStatusRequest { KeyId = key }, Stop);
        Assert.Equal((true, 90), (status.KeyRotationEnabled, status.RotationPeriodInDays));
        var before = await Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = new MemoryStream(old) }, Stop);

        Clock.Offset = TimeSpan.FromDays(91);
        var fresh = await EncryptAsync(key, "new"u8.ToArray());
        var after = await Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = new MemoryStream(fresh) }, Stop);
        var still = await Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = new MemoryStream(old) }, Stop);

        Assert.NotEqual(before.KeyMaterialId, after.KeyMaterialId);
        Assert.Equal(before.KeyMaterialId, still.KeyMaterialId);
        Assert.Equal("old"u8.ToArray(), still.Plaintext.ToArray());
        Assert.Equal(old[5..37], fresh[5..37]);

        await Kms.DisableKeyRotationAsync(new DisableKeyRotationRequest { KeyId = key }, Stop);
        Assert.False((await Kms.GetKeyRotationStatusAsync(new GetKeyRotationStatusRequest { KeyId = key }, Stop)).KeyRotationEnabled);
    }
}
