using Amazon.KeyManagementService.Model;
using Coffer.Aws;
using Coffer.Cli.Tests.Processes;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Xunit;

namespace Coffer.Cli.Tests.MovingTests;

/// <summary>Every ciphertext at every place: only its own opens it. One key for all, so that the binding alone decides.</summary>
public sealed class SwapMatrixTests
{
    private const string Key = "alias/secrets";
    private const string Region = LocalAwsProcess.DefaultRegion;

    private static readonly string[] Environments = ["staging", "production", "test"];
    private static readonly string[] Services = ["api", "web", "worker"];
    private static readonly string[] Names = ["password", "tls/key"];

    private static readonly SecretAddress[] Places =
    [
        .. from environment in Environments
           from service in Services
           from name in Names
           select SecretAddress.Parse($"{environment}/{service}/{name}"),
    ];

    [NativeFact]
    public async Task A_ciphertext_opens_at_its_own_place_only()
    {
        await using var aws = await LocalAwsProcess.StartAsync();
        using var client = aws.Kms();
        var made = await client.CreateKeyAsync(new CreateKeyRequest(), TestContext.Current.CancellationToken);
        await client.CreateAliasAsync(Key, made.KeyMetadata.KeyId, TestContext.Current.CancellationToken);
        Dictionary<string, string> variables = new(aws.ClientEnvironment);
        using var access = new AwsAccess(variables.GetValueOrDefault);
        using var connection = AwsConnection.Open(access, Region, null);
        var sealer = connection.Keys;
        var opened = 0;
        var refused = 0;
        foreach (var format in new[] { FormatChoice.Kms, FormatChoice.Envelope })
        {
            var policy = new SealingPolicy([KeyName.Parse(Key, "the test")], Binding.Bound, format);
            foreach (var home in Places)
            {
                var ciphertext = await SealAsync(sealer, home, policy);
                foreach (var place in Places)
                {
                    if (await OpensAsync(sealer, home, place, ciphertext, policy))
                    {
                        Assert.Equal(home, place);
                        opened++;
                    }
                    else
                    {
                        refused++;
                    }
                }
            }
        }

        Assert.Equal(36, opened);
        Assert.Equal((36 * 18) - 36, refused);
    }

    private static async Task<byte[]> SealAsync(IKeyService sealer, SecretAddress home, SealingPolicy policy)
    {
        using var value = SecretValue.CopyOf(System.Text.Encoding.UTF8.GetBytes($"the value of {home}"));
        return await sealer.SealAsync(home, value, policy, TestContext.Current.CancellationToken);
    }

    private static async Task<bool> OpensAsync(
        IKeyService sealer, SecretAddress home, SecretAddress place, byte[] ciphertext, SealingPolicy policy)
    {
        try
        {
            using var value = await sealer.OpenAsync(place, ciphertext, policy, TestContext.Current.CancellationToken);
            Assert.Equal($"the value of {home}", System.Text.Encoding.UTF8.GetString(value.Reveal()));
            return true;
        }
        catch (CofferException refusal)
        {
            Assert.Equal(ErrorCode.Malformed, refusal.Code);
            return false;
        }
    }
}
