using System.Security.Cryptography;
using System.Text;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Microsoft.Extensions.Configuration;

namespace Coffer.Bench;

/// <summary>
/// How other providers of configuration ask, replayed by the SDK: as many requests, one after the other, with as many values in
/// each answer. KMS speaks the protocol of their services, and a Decrypt answers with what it is given.
/// </summary>
internal static class Replay
{
    private const int ParametersOfAPage = 10; // the most that GetParametersByPath gives
    private const int SecretsOfABatch = 20; // the most that BatchGetSecretValue gives

    /// <summary>Ciphertexts with one value, with as many as a page has, and as a batch has.</summary>
    public static async Task SeedAsync(int count, string key, string folder)
    {
        using var kms = new AmazonKeyManagementServiceClient();
        foreach (var size in (int[])[1, ParametersOfAPage, SecretsOfABatch])
        {
            Directory.CreateDirectory($"{folder}/{size}");
            foreach (var part in Enumerable.Range(0, count).Chunk(size))
            {
                var lines = part.Select(i => $"secret-{i:0000}={Convert.ToBase64String(RandomNumberGenerator.GetBytes(30))}");
                using var plaintext = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
                var answer = await kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = plaintext });
                await using var file = File.Create($"{folder}/{size}/{part[0]:0000}");
                await answer.CiphertextBlob.CopyToAsync(file);
            }
        }
    }

    /// <summary>What loads in another provider's way; the files are read before.</summary>
    public static Func<IConfigurationBuilder> Of(string way, string folder)
    {
        var (size, lists) = way switch
        {
            "parameters" => (ParametersOfAPage, false), // GetParametersByPath until there is no next token
            "secrets" => (1, true), // ListSecrets, then GetSecretValue for each
            "batches" => (SecretsOfABatch, true), // ListSecrets, then BatchGetSecretValue
            _ => throw new ArgumentException($"there is no way '{way}'"),
        };
        var answers = Directory.GetFiles($"{folder}/{size}").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        return () => new ConfigurationBuilder().AddInMemoryCollection(
            Task.Run(() => AskAsync(answers, lists)).GetAwaiter().GetResult());
    }

    private static async Task<Dictionary<string, string?>> AskAsync(List<byte[]> answers, bool lists)
    {
        using var kms = new AmazonKeyManagementServiceClient();
        if (lists)
        {
            await kms.ListAliasesAsync(new ListAliasesRequest());
        }

        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var answer in answers)
        {
            using var ciphertext = new MemoryStream(answer);
            var opened = await kms.DecryptAsync(new DecryptRequest { CiphertextBlob = ciphertext });
            foreach (var line in Encoding.UTF8.GetString(opened.Plaintext.ToArray()).Split('\n'))
            {
                values.Add(line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            }
        }

        return values;
    }
}
