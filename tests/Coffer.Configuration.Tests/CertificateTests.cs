using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>The manual's way to a certificate from PKCS#12, as docs/manual/dotnet.md has it.</summary>
public sealed class CertificateTests
{
    [NativeTheory]
    [InlineData("the password of the store")]
    [InlineData(null)]
    public async Task A_certificate_from_PKCS12_has_its_private_key(string? password)
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var sealedOne = new CertificateRequest(
            "CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddDays(1));
        await World.PutAsync(repository, "tls/keystore.p12", sealedOne.Export(X509ContentType.Pkcs12, password));
        using var client = World.Client(repository);

        using var store = await client.OpenAsync("tls/keystore.p12", TestContext.Current.CancellationToken);
        using var certificate = X509CertificateLoader.LoadPkcs12(store.Reveal(), password);

        Assert.Equal(sealedOne.Thumbprint, certificate.Thumbprint);
        using var opened = certificate.GetECDsaPrivateKey()!;
        byte[] data = [1, 2, 3];
        Assert.True(key.VerifyData(data, opened.SignData(data, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
    }
}
