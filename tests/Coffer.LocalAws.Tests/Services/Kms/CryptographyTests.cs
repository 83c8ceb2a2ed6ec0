using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Services.Kms;

public sealed class CryptographyTests : ServerTest
{
    private static readonly Dictionary<string, string>[] Contexts =
    [
        [],
        new() { ["a"] = "b" },
        new() { ["A"] = "b" },
        new() { ["a"] = "B" },
        new() { ["a"] = "b", ["c"] = "d" },
        new() { ["ab"] = "cd" },
        new() { ["a"] = "bcd" },
        new() { ["environment"] = "staging", ["service"] = "api", ["secret"] = "db-password" },
        new() { ["environment"] = "staging", ["service"] = "web", ["secret"] = "db-password" },
        new() { ["aws-crypto-public-key"] = "ä€😀" },
    ];

    [Fact]
    public async Task A_blob_opens_under_its_own_context_and_no_other()
    {
        var key = await CreateKeyAsync();
        var (opened, refused) = (0, 0);
        foreach (var sealedUnder in Contexts)
        {
            var blob = await EncryptAsync(key, "secret"u8.ToArray(), sealedUnder);
            foreach (var asked in Contexts)
            {
                if (ReferenceEquals(asked, sealedUnder))
                {
                    var reversed = asked.Reverse().ToDictionary();
                    Assert.Equal("secret"u8.ToArray(), await DecryptAsync(blob, reversed, key));
                    opened++;
                }
                else
                {
                    var (status, code, _) = await ErrorAsync(() => DecryptAsync(blob, asked, key));
                    Assert.Equal((400, "InvalidCiphertextException"), (status, code));
                    refused++;
                }
            }
        }

        Assert.Equal((10, 90), (opened, refused));
    }

    [Fact]
    public async Task Decrypt_checks_the_key_that_is_expected()
    {
        var key = await CreateKeyAsync();
        var other = await CreateKeyAsync();
        var blob = await EncryptAsync(key, "x"u8.ToArray());

        Assert.Equal(
            (400, "IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation."),
            await ErrorAsync(() => DecryptAsync(blob, keyId: other)));
    }

    [Fact]
    public async Task A_blob_of_another_region_is_refused_in_the_words_for_an_unknown_key()
    {
        using var elsewhere = KmsClient("us-east-1");
        var blob = await EncryptAsync(await CreateKeyAsync(), "x"u8.ToArray());

        var (status, code, message) = await ErrorAsync(
            () => elsewhere.DecryptAsync(new DecryptRequest { CiphertextBlob = new MemoryStream(blob) }, Stop));
        Assert.Equal((400, "AccessDeniedException"), (status, code));
        Assert.StartsWith("User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Decrypt on the resource "
            + "associated with this ciphertext", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReEncrypt_moves_a_blob_to_another_key_and_context()
    {
        var source = await CreateKeyAsync();
        var destination = await CreateKeyAsync();
        var blob = await EncryptAsync(source, "x"u8.ToArray(), Contexts[1]);
        var request = new ReEncryptRequest
        {
            CiphertextBlob = new MemoryStream(blob),
            SourceEncryptionContext = Contexts[1],
            SourceKeyId = source,
            DestinationKeyId = destination,
            DestinationEncryptionContext = Contexts[4],
        };
        var moved = await Kms.ReEncryptAsync(request, Stop);

        Assert.EndsWith(source, moved.SourceKeyId, StringComparison.Ordinal);
        Assert.EndsWith(destination, moved.KeyId, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", moved.SourceKeyMaterialId);
        Assert.Matches("^[0-9a-f]{64}$", moved.DestinationKeyMaterialId);
        Assert.Equal("x"u8.ToArray(), await DecryptAsync(moved.CiphertextBlob.ToArray(), Contexts[4], destination));

        request.SourceEncryptionContext = Contexts[2];
        request.CiphertextBlob = new MemoryStream(blob);
        Assert.Equal("InvalidCiphertextException", (await ErrorAsync(() => Kms.ReEncryptAsync(request, Stop))).Code);
    }

    [Fact]
    public async Task Data_keys_open_to_what_was_given()
    {
        var key = await CreateKeyAsync();
        var whole = await Kms.GenerateDataKeyAsync(
            new GenerateDataKeyRequest { KeyId = key, KeySpec = DataKeySpec.AES_256, EncryptionContext = Contexts[1] }, Stop);
        var small = await Kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = key, KeySpec = DataKeySpec.AES_128 }, Stop);
        var blind = await Kms.GenerateDataKeyWithoutPlaintextAsync(
            new GenerateDataKeyWithoutPlaintextRequest { KeyId = key, NumberOfBytes = 1024 }, Stop);

        Assert.Equal(whole.Plaintext.ToArray(), await DecryptAsync(whole.CiphertextBlob.ToArray(), Contexts[1]));
        Assert.Equal((32, 16), (whole.Plaintext.Length, small.Plaintext.Length));
        Assert.Matches("^[0-9a-f]{64}$", whole.KeyMaterialId);
        Assert.Equal(1024, (await DecryptAsync(blind.CiphertextBlob.ToArray())).Length);
    }

    [Fact]
    public async Task A_dry_run_does_nothing_and_says_that_it_would()
    {
        var key = await CreateKeyAsync();
        var blob = await EncryptAsync(key, "x"u8.ToArray());
        var expected = (400, "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
        Func<Task>[] calls =
        [
            () => Kms.EncryptAsync(new EncryptRequest { KeyId = key, Plaintext = new MemoryStream("x"u8.ToArray()), DryRun = true }, Stop),
            () => Kms.DecryptAsync(new DecryptRequest { CiphertextBlob = new MemoryStream(blob), DryRun = true }, Stop),
            () => Kms.ReEncryptAsync(
                new ReEncryptRequest { CiphertextBlob = new MemoryStream(blob), DestinationKeyId = key, DryRun = true }, Stop),
            () => Kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = key, KeySpec = DataKeySpec.AES_256, DryRun = true }, Stop),
            () => Kms.GenerateDataKeyWithoutPlaintextAsync(
                new GenerateDataKeyWithoutPlaintextRequest { KeyId = key, KeySpec = DataKeySpec.AES_256, DryRun = true }, Stop),
        ];
        foreach (var call in calls)
        {
            Assert.Equal(expected, await ErrorAsync(call));
        }

        Assert.Equal(5, calls.Length);
        blob[^1] ^= 1;
        Assert.Equal("InvalidCiphertextException", (await ErrorAsync(calls[1])).Code);
    }
}
