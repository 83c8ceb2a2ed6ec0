using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.Scripting.Verbs;

/// <summary>KMS through the AWS SDK, so that a script has a second opinion besides coffer's.</summary>
internal static class KmsVerbs
{
    public static IEnumerable<Verb> All() =>
    [
        new("key", "ALIAS [REGION]", 1, 2, CreateKeyAsync),
        new("disable-key", "ALIAS", 1, 1, static call => WithKeyAsync(call, static (kms, id) => kms.DisableKeyAsync(id))),
        new("enable-key", "ALIAS", 1, 1, static call => WithKeyAsync(call, static (kms, id) => kms.EnableKeyAsync(id))),
        new("kms-encrypt", "ALIAS PLAINFILE OUTFILE [NAME=VALUE,…]", 3, 4, EncryptAsync),
        new("kms-decrypt", "FILE OUTFILE [NAME=VALUE,…] [REGION]", 2, 4, DecryptAsync),
    ];

    private static async Task CreateKeyAsync(ScriptCall call)
    {
        var alias = AliasName(call.Arguments[0]);
        var region = call.Optional(1) ?? LocalAwsProcess.DefaultRegion;
        using var kms = call.World.RunningLocalAws.Kms(region);
        var made = await kms.CreateKeyAsync(new CreateKeyRequest());
        await kms.CreateAliasAsync(alias, made.KeyMetadata.KeyId);
        call.World.Regions[alias] = region;
        call.World.Variables["KEY_ID"] = made.KeyMetadata.KeyId;
        call.World.Variables["KEY_ARN"] = made.KeyMetadata.Arn;
    }

    private static async Task WithKeyAsync<T>(ScriptCall call, Func<AmazonKeyManagementServiceClient, string, Task<T>> act)
    {
        var alias = AliasName(call.Arguments[0]);
        using var kms = Client(call.World, alias);
        var key = await kms.DescribeKeyAsync(alias);
        await act(kms, key.KeyMetadata.KeyId);
    }

    private static async Task EncryptAsync(ScriptCall call)
    {
        var alias = AliasName(call.Arguments[0]);
        using var kms = Client(call.World, alias);
        using var plaintext = new MemoryStream(await File.ReadAllBytesAsync(call.World.PathOf(call.Arguments[1])));
        var answer = await kms.EncryptAsync(new EncryptRequest
        {
            KeyId = alias,
            Plaintext = plaintext,
            EncryptionContext = Context(call.Optional(3)),
        });
        await File.WriteAllBytesAsync(call.World.OwnPathOf(call.Arguments[2]), answer.CiphertextBlob.ToArray());
    }

    private static async Task DecryptAsync(ScriptCall call)
    {
        string[] rest = [.. call.Arguments.Skip(2)];
        var region = rest.FirstOrDefault(static word => !word.Contains('=', StringComparison.Ordinal));
        using var kms = call.World.RunningLocalAws.Kms(region ?? LocalAwsProcess.DefaultRegion);
        using var blob = new MemoryStream(await File.ReadAllBytesAsync(call.World.PathOf(call.Arguments[0])));
        var answer = await kms.DecryptAsync(new DecryptRequest
        {
            CiphertextBlob = blob,
            EncryptionContext = Context(rest.FirstOrDefault(static word => word.Contains('=', StringComparison.Ordinal))),
        });
        await File.WriteAllBytesAsync(call.World.OwnPathOf(call.Arguments[1]), answer.Plaintext.ToArray());
    }

    private static AmazonKeyManagementServiceClient Client(ScriptWorld world, string alias) =>
        world.RunningLocalAws.Kms(world.Regions.GetValueOrDefault(alias, LocalAwsProcess.DefaultRegion));

    private static string AliasName(string name) => name.StartsWith("alias/", StringComparison.Ordinal) ? name : "alias/" + name;

    private static Dictionary<string, string>? Context(string? pairs) => pairs?.Split(',').Select(static pair => pair.Split('=', 2))
        .ToDictionary(
            static pair => pair[0],
            static pair => pair.Length == 2 ? pair[1] : throw new ScriptFailureException("a context is NAME=VALUE,…"));
}
