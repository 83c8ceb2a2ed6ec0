using System.Globalization;
using System.Text;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.Cli.Tests.Processes;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Xunit;

namespace Coffer.Cli.Tests.MovingTests;

/// <summary>
/// kill -9 of <c>key rotate</c> at any moment: each file opens with a private key that is there, the public key is that of one of them, and
/// a last run finishes.
/// </summary>
public sealed class InterruptedRotationTests : IAsyncLifetime
{
    private const int Files = 24;
    private const string Next = ".coffer/next-private-key";

    // How long the writing takes, from the first file on: kills that are to fall into it are spread over this.
    private static readonly TimeSpan Writing = TimeSpan.FromMilliseconds(40);
    private static readonly int Kills = Executables.Often(200);

    private readonly string folder = Directory.CreateTempSubdirectory("coffer-test-").FullName;
    private LocalAwsProcess aws = null!;
    private AmazonKeyManagementServiceClient kms = null!;

    public async ValueTask InitializeAsync()
    {
        aws = await LocalAwsProcess.StartAsync();
        kms = aws.Kms();
        var made = await kms.CreateKeyAsync(new CreateKeyRequest());
        await kms.CreateAliasAsync("alias/secrets", made.KeyMetadata.KeyId);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "coffer.json"), """{ "environments": { "staging": { "format": "service" } } }""");
    }

    public async ValueTask DisposeAsync()
    {
        kms.Dispose();
        await aws.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [NativeFact]
    public async Task Whatever_the_moment_every_secret_opens()
    {
        await RequireAsync("key", "create", "staging/api");
        SealAll();
        var random = new Random(20261128);
        var interrupted = 0;
        var partial = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // Every second one while files are being written: without that, hardly one in a hundred would fall there.
            var pause = (kill % 2 == 0 ? TimeSpan.FromSeconds(1) : Writing) * random.NextDouble();
            var waits = kill % 2 != 0 && !File.Exists(PathOf(Next));
            (var code, var stderr) = await KilledProcess.RunAsync(
                folder,
                aws.ClientEnvironment,
                ["key", "rotate", "staging/api"],
                async stop =>
                {
                    if (waits)
                    {
                        await KilledProcess.When(() => File.Exists(PathOf(Next)))(stop);
                    }

                    await Task.Delay(pause, CancellationToken.None);
                });
            Assert.True(code is 0 or 137, $"it ended with {code}: {stderr}");
            interrupted += File.Exists(PathOf(Next)) ? 1 : 0;
            partial += await RequireAllOpenAsync() > 1 ? 1 : 0;
        }

        await RequireAsync("key", "rotate", "staging/api");
        Assert.Equal(1, await RequireAllOpenAsync());
        Assert.False(File.Exists(PathOf(Next)));
        await RequireAsync("key", "check", "staging/api");
        Assert.True(interrupted > 0, "no kill came in the middle of the work: the moments are badly chosen");
        Assert.True(partial > 0, "no kill came between two files: the moments are badly chosen");
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"name-{number:00}");

    private static SecretAddress AddressOf(int number) => new("staging", "api", NameOf(number));

    private string PathOf(string name) => Path.Combine(folder, "staging", "api", name);

    private void SealAll()
    {
        var key = PublicKey.OfPem(File.ReadAllBytes(PathOf(".coffer/public-key.pem")));
        for (var number = 0; number < Files; number++)
        {
            using var value = SecretValue.CopyOf(Encoding.UTF8.GetBytes(NameOf(number)));
            File.WriteAllBytes(PathOf(NameOf(number)), PairMessage.Seal(key, AddressOf(number), value));
        }
    }

    /// <returns>For how many pairs the files are sealed.</returns>
    private async Task<int> RequireAllOpenAsync()
    {
        Dictionary<string, PrivateKey> keys = [];
        foreach (var name in new[] { SecretAddress.SeedName, Next }.Where(name => File.Exists(PathOf(name))))
        {
            var key = await OpenAsync(await File.ReadAllBytesAsync(PathOf(name)));
            keys[key.Public.IdText] = key;
        }

        HashSet<string> used = [];
        for (var number = 0; number < Files; number++)
        {
            var file = await File.ReadAllBytesAsync(PathOf(NameOf(number)));
            var id = PairMessage.KeyIdOf(file);
            used.Add(id);
            Assert.True(keys.ContainsKey(id), $"{NameOf(number)} is sealed for a key that is not there");
            using var value = PairMessage.Open(file, keys[id], AddressOf(number));
            Assert.Equal(NameOf(number), Encoding.UTF8.GetString(value.Reveal()));
        }

        Assert.Contains(PublicKey.OfPem(await File.ReadAllBytesAsync(PathOf(".coffer/public-key.pem"))).IdText, keys.Keys);
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }

        return used.Count;
    }

    private async Task<PrivateKey> OpenAsync(byte[] sealedSeed)
    {
        using var blob = new MemoryStream(sealedSeed);
        var answer = await kms.DecryptAsync(new DecryptRequest
        {
            CiphertextBlob = blob,
            EncryptionContext = new()
            {
                ["environment"] = "staging",
                ["service"] = "api",
                ["secret"] = SecretAddress.SeedName,
            },
        });
        using var seed = SecretValue.CopyOf(answer.Plaintext.ToArray());
        return PrivateKey.Of(seed);
    }

    private async Task RequireAsync(params string[] command)
    {
        (var code, var stderr) = await KilledProcess.RunAsync(
            folder, aws.ClientEnvironment, command, stop => Task.Delay(Timeout.Infinite, stop).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
        Assert.True(code == 0, $"it ended with {code}: {stderr}");
    }
}
