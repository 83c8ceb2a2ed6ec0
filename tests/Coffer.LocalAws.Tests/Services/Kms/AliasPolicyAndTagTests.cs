using Amazon.KeyManagementService.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

public sealed class AliasPolicyAndTagTests : ServerTest
{
    [Fact]
    public async Task An_alias_names_a_key_until_it_moves_or_goes()
    {
        var first = await CreateKeyAsync();
        var second = await CreateKeyAsync();
        await Kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/secrets", TargetKeyId = first }, Stop);
        Assert.Equal(
            (400, "AlreadyExistsException", "An alias with the name arn:aws:kms:eu-west-1:000000000000:alias/secrets already exists"),
            await ErrorAsync(
                () => Kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/secrets", TargetKeyId = second }, Stop)));

        await Kms.UpdateAliasAsync(new UpdateAliasRequest { AliasName = "alias/secrets", TargetKeyId = second }, Stop);
        var listed = Assert.Single((await Kms.ListAliasesAsync(new ListAliasesRequest { KeyId = second }, Stop)).Aliases);
        Assert.Equal(
            ("alias/secrets", "arn:aws:kms:eu-west-1:000000000000:alias/secrets", second),
            (listed.AliasName, listed.AliasArn, listed.TargetKeyId));
        Assert.Empty((await Kms.ListAliasesAsync(new ListAliasesRequest { KeyId = first }, Stop)).Aliases ?? []);

        await Kms.DeleteAliasAsync(new DeleteAliasRequest { AliasName = "alias/secrets" }, Stop);
        Assert.Equal(
            (400, "NotFoundException", "Alias arn:aws:kms:eu-west-1:000000000000:alias/secrets is not found."),
            await ErrorAsync(() => Kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = "alias/secrets" }, Stop)));
    }

    [Fact]
    public async Task All_four_ways_to_name_a_key_lead_to_it_where_the_model_has_them()
    {
        var key = await CreateKeyAsync();
        await Kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/a/b", TargetKeyId = key }, Stop);
        const string Prefix = "arn:aws:kms:eu-west-1:000000000000:";
        string[] names = [key, $"{Prefix}key/{key}", "alias/a/b", $"{Prefix}alias/a/b"];
        foreach (var name in names)
        {
            Assert.Equal("x"u8.ToArray(), await DecryptAsync(await EncryptAsync(name, "x"u8.ToArray()), keyId: name));
        }

        Assert.Equal(4, names.Length);
        Assert.Equal(
            (400, "NotFoundException", "Invalid keyId 'alias/a/b'"),
            await ErrorAsync(() => Kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = "alias/a/b" }, Stop)));
        Assert.Equal(
            "AccessDeniedException",
            (await ErrorAsync(() => EncryptAsync($"arn:aws:kms:eu-west-1:111122223333:key/{key}", "x"u8.ToArray()))).Code);
    }

    [Fact]
    public async Task A_policy_is_kept_as_it_was_given()
    {
        var key = await CreateKeyAsync();
        var names = await Kms.ListKeyPoliciesAsync(new ListKeyPoliciesRequest { KeyId = key }, Stop);
        var preset = await Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key, PolicyName = "default" }, Stop);
        Assert.Equal(["default"], names.PolicyNames);
        Assert.Contains("\"AWS\" : \"arn:aws:iam::000000000000:root\"", preset.Policy, StringComparison.Ordinal);

        const string Policy = "{ \"Version\":\"2012-10-17\",\n\t\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"000000000000\"},"
            + "\"Action\":\"kms:*\",\"Resource\":\"*\"}] }";
        await Kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = key, Policy = Policy }, Stop);
        Assert.Equal(Policy, (await Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key }, Stop)).Policy);
        Assert.Equal(
            "MalformedPolicyDocumentException",
            (await ErrorAsync(() => Kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = key, Policy = "{" }, Stop))).Code);
        Assert.Equal(
            (400, "NotFoundException", "No such policy exists"),
            await ErrorAsync(() => Kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key, PolicyName = "other" }, Stop)));
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        var key = await CreateKeyAsync();
        await Kms.TagResourceAsync(new TagResourceRequest { KeyId = key, Tags = [Tag("a", "1"), Tag("b", "2")] }, Stop);
        await Kms.TagResourceAsync(new TagResourceRequest { KeyId = key, Tags = [Tag("b", "3"), Tag("c", string.Empty)] }, Stop);
        await Kms.UntagResourceAsync(new UntagResourceRequest { KeyId = key, TagKeys = ["a"] }, Stop);

        var tags = (await Kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = key }, Stop)).Tags;
        Assert.Equal([("b", "3"), ("c", string.Empty)], tags.Select(t => (t.TagKey, t.TagValue)));
    }

    [Fact]
    public async Task A_key_has_no_grants()
    {
        var key = await CreateKeyAsync();
        Assert.Empty((await Kms.ListGrantsAsync(new ListGrantsRequest { KeyId = key }, Stop)).Grants ?? []);
        Assert.Equal(
            "NotFoundException", (await ErrorAsync(() => Kms.ListGrantsAsync(new ListGrantsRequest { KeyId = "none" }, Stop))).Code);
    }

    private static Tag Tag(string key, string value) => new() { TagKey = key, TagValue = value };
}
