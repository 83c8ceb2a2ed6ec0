using Amazon.KeyManagementService.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

/// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html</summary>
public sealed class RotationTests : ServerTest
{
    private protected override Options Options { get; } = new() { Port = 0, AnyCredentials = true };

    [Fact]
    public async Task A_rotation_on_demand_changes_the_material_and_opens_what_was_sealed_before()
    {
        var key = await CreateKeyAsync();
        var before = await EncryptAsync(key, "text"u8.ToArray());
        var first = (await Kms.DescribeKeyAsync(key, Stop)).KeyMetadata.CurrentKeyMaterialId;
        Assert.Equal(key, (await Kms.RotateKeyOnDemandAsync(new() { KeyId = key }, Stop)).KeyId);
        var second = (await Kms.DescribeKeyAsync(key, Stop)).KeyMetadata.CurrentKeyMaterialId;
        Assert.NotEqual(first, second);
        Assert.Equal("text"u8.ToArray(), await DecryptAsync(before));

        var rotation = Assert.Single((await Kms.ListKeyRotationsAsync(new() { KeyId = key }, Stop)).Rotations);
        Assert.Equal(("ON_DEMAND", second), (rotation.RotationType.Value, rotation.KeyMaterialId));
        var all = (await Kms.ListKeyRotationsAsync(
            new() { KeyId = key, IncludeKeyMaterial = Amazon.KeyManagementService.IncludeKeyMaterial.ALL_KEY_MATERIAL }, Stop)).Rotations;
        Assert.Equal([first, second], all.Select(each => each.KeyMaterialId));
        Assert.False((await Kms.GetKeyRotationStatusAsync(new GetKeyRotationStatusRequest { KeyId = key }, Stop)).KeyRotationEnabled);
    }

    [Fact]
    public async Task The_twenty_sixth_rotation_on_demand_is_refused_and_those_that_are_due_do_not_count()
    {
        var key = await CreateKeyAsync();
        await Kms.EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = key, RotationPeriodInDays = 90 }, Stop);
        Clock.Offset += TimeSpan.FromDays(91);
        for (var i = 0; i < 25; i++)
        {
            await Kms.RotateKeyOnDemandAsync(new() { KeyId = key }, Stop);
        }

        var error = await ErrorAsync(() => Kms.RotateKeyOnDemandAsync(new() { KeyId = key }, Stop));
        Assert.Equal((400, "LimitExceededException"), (error.Status, error.Code));
        var listed = (await Kms.ListKeyRotationsAsync(new() { KeyId = key }, Stop)).Rotations;
        var types = listed.Select(each => each.RotationType.Value).ToList();
        Assert.Equal(("AUTOMATIC", 26), (types[0], types.Count));
    }

    [Fact]
    public async Task Descriptions_change_and_random_bytes_are_of_no_key()
    {
        var key = await CreateKeyAsync();
        await Kms.UpdateKeyDescriptionAsync(new() { KeyId = key, Description = "new" }, Stop);
        Assert.Equal("new", (await Kms.DescribeKeyAsync(key, Stop)).KeyMetadata.Description);
        var bytes = (await Kms.GenerateRandomAsync(new GenerateRandomRequest { NumberOfBytes = 1024 }, Stop)).Plaintext.ToArray();
        Assert.Equal(1024, bytes.Length);
        Assert.NotEqual(new byte[1024], bytes);
    }
}
