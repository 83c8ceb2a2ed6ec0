using System.Text.Json.Nodes;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Isolation;

/// <summary>Makes a world on a server, as its root user.</summary>
internal static class PlaceMaker
{
    /// <summary>What KMS writes where no policy is given.</summary>
    public const string DefaultKeyPolicy = $$"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{World.Account}}:root"},"Action":"kms:*","Resource":"*"}]}
        """;

    private const string Trust = $$"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"{{World.Account}}"},"Action":"sts:AssumeRole"}]}
        """;

    /// <summary>What is somebody's: the policies with the real key in them, and all of their own key.</summary>
    public static IEnumerable<string> PoliciesOf(Somebody somebody, string key, string own) =>
    [
        .. somebody.Policies.Select(text => text.Replace(World.Key, key, StringComparison.Ordinal)),
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"{{own}}"}]}""",
    ];

    public static async Task<Place> MakeAsync(WireCaller root, World world, Somebody somebody)
    {
        foreach (var role in world.People)
        {
            var slash = role.Path.LastIndexOf('/') + 1;
            await OkAsync(root.IamAsync(
                "CreateRole", ("RoleName", role.Path[slash..]), ("Path", $"/{role.Path[..slash]}"), ("AssumeRolePolicyDocument", Trust)));
        }

        var (key, foreign, own) = (await KeyAsync(root), await KeyAsync(root), await KeyAsync(root));
        var place = new Place(world, key, foreign, own, new Dictionary<string, string>());
        var blobs = new Dictionary<string, string>();
        foreach (var (service, under) in ((string, string)[])[("api", key), ("web", key), ("foreign", foreign)])
        {
            var body = new JsonObject
            {
                ["KeyId"] = under, ["Plaintext"] = "dmFsdWU=", ["EncryptionContext"] = Place.Json(place.ContextOf(service)),
            };
            blobs[service] = (await OkAsync(root.KmsAsync("Encrypt", body)))["CiphertextBlob"].ToString();
        }

        var number = 0;
        foreach (var policy in PoliciesOf(somebody, key, own))
        {
            await OkAsync(root.IamAsync(
                "PutRolePolicy", ("RoleName", somebody.Path.Split('/')[^1]), ("PolicyName", $"p{number++}"), ("PolicyDocument", policy)));
        }

        await BucketAsync(root, world);
        if (world.KeyPolicy is { } keyPolicy)
        {
            await OkAsync(root.KmsAsync("PutKeyPolicy", new() { ["KeyId"] = key, ["Policy"] = keyPolicy }));
        }

        return place with { Blobs = blobs };
    }

    private static async Task BucketAsync(WireCaller root, World world)
    {
        await OkAsync(root.S3Async("PUT", $"/{World.Bucket}"));
        foreach (var service in (string[])["api", "web"])
        {
            await OkAsync(root.S3Async("PUT", $"/{World.Bucket}/{service}/db-password"));
        }

        await OkAsync(root.S3Async(
            "PUT", $"/{World.Bucket}", "versioning=", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"));
        if (world.BucketPolicy is { } policy)
        {
            await OkAsync(root.S3Async("PUT", $"/{World.Bucket}", "policy=", policy));
        }
    }

    private static async Task<string> KeyAsync(WireCaller root) =>
        (await OkAsync(root.KmsAsync("CreateKey", [])))["KeyMetadata"]["Arn"]!.ToString();

    private static async Task<WireAnswer> OkAsync(Task<WireAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status is 200 or 204, answer.ToString());
        return answer;
    }
}
