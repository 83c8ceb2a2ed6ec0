using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Aws.Tls;
using Xunit;

namespace Coffer.Cli.Tests.TlsTests;

/// <summary>Where roots are looked for, and in which order.</summary>
public sealed class TrustedRootsTests : IDisposable
{
    // As https://www.amazontrust.com/repository/ publishes them.
    private static readonly string[] Fingerprints =
    [
        "8ECDE6884F3D87B1125BA31AC3FCB13D7016DE7F57CC904FE1CB97C6AE98196E",
        "1BA5B2AA8C65401A82960118F80BEC4F62304D83CEC4713A19C39C011EA46DB4",
        "18CE6CFE7BF14E60B2E347B8DFE868CB31D02EBB3ADA271569F50343B46DB3A4",
        "E35D28419ED02025CFA69038CD623962458DA5C695FBDEA3C22B0BFB25897092",
        "568D6905A2C88708A4B3025190EDCFEDB1974A606A13C6E5290FCB2AE63EDAB5",
    ];

    private readonly string root = Directory.CreateTempSubdirectory("coffer-roots-").FullName;
    private readonly string pem;

    public TrustedRootsTests()
    {
        using var authority = TestCertificates.Authority("An authority");
        pem = authority.ExportCertificatePem();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_built_in_roots_are_Amazons()
    {
        var roots = TrustedRoots.Find(Unset, root);

        Assert.Equal(Fingerprints, roots.Certificates.All().Select(one => one.GetCertHashString(HashAlgorithmName.SHA256)));
        Assert.StartsWith("the built-in Amazon roots", roots.Where, StringComparison.Ordinal);
        Assert.All(roots.Certificates.All(), one => Assert.True(one.NotAfter > TimeProvider.System.GetLocalNow().DateTime.AddYears(1)));
    }

    [Fact]
    public void A_root_is_found_by_its_subject()
    {
        var roots = TrustedRoots.BuiltIn().Certificates;

        var found = roots.Of([new X500DistinguishedName("CN=Amazon Root CA 3, O=Amazon, C=US")]);

        Assert.Equal(Fingerprints[2], Assert.Single(found).GetCertHashString(HashAlgorithmName.SHA256));
        Assert.Empty(roots.Of([new X500DistinguishedName("CN=Amazon Root CA 9, O=Amazon, C=US")]));
    }

    [Fact]
    public void Each_usual_place_is_looked_at_and_the_first_that_has_certificates_wins()
    {
        string[] places = [.. TrustedRoots.UsualFiles, .. TrustedRoots.UsualFolders.Select(folder => folder + "/authority.pem")];
        for (var i = places.Length - 1; i >= 0; i--)
        {
            Write(places[i], pem);

            var where = TrustedRoots.Find(Unset, root).Where;

            Assert.True(where == places[i] || where == Path.GetDirectoryName(places[i]), $"{where} instead of {places[i]}");
        }

        Assert.Equal(7, places.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void A_usual_place_without_certificates_is_passed_by(string content)
    {
        Write(TrustedRoots.UsualFiles[0], content);
        Write(TrustedRoots.UsualFiles[3], pem);

        Assert.Equal(TrustedRoots.UsualFiles[3], TrustedRoots.Find(Unset, root).Where);
    }

    [Theory]
    [InlineData("", "holds no certificate in PEM")]
    [InlineData("no certificate", "holds no certificate in PEM")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds no certificate in PEM")]
    [InlineData("{0}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds a block that is no certificate")]
    [InlineData("{0}\n-----BEGIN CERTIFICATE-----\nMIIB", "holds a block that is no certificate")]
    [InlineData("{0}\n-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n", "holds a block that is no certificate")]
    public void A_named_file_that_is_not_whole_is_refused(string content, string problem)
    {
        Write("/named.pem", content.Replace("{0}", pem, StringComparison.Ordinal));

        Assert.EndsWith($"/named.pem', which {problem}", Refused("SSL_CERT_FILE", root + "/named.pem").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_place_that_is_not_there_is_refused()
    {
        Assert.EndsWith("which does not exist", Refused("SSL_CERT_FILE", root + "/nowhere").Message, StringComparison.Ordinal);
        Assert.EndsWith("which is a folder", Refused("AWS_CA_BUNDLE", root).Message, StringComparison.Ordinal);
        Assert.EndsWith("which holds no certificate in PEM", Refused("SSL_CERT_DIR", root + "/nowhere").Message, StringComparison.Ordinal);
    }

    private static string? Unset(string name) => null;

    private static UntrustedServerException Refused(string variable, string value)
    {
        var refused = Assert.Throws<UntrustedServerException>(() => TrustedRoots.Find(name => name == variable ? value : null));
        Assert.Equal(ErrorCode.Configuration, refused.Code);
        return refused;
    }

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root + path)!);
        File.WriteAllLines(root + path, [content]);
    }
}
