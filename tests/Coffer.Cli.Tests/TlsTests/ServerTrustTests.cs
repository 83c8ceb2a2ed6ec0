using System.Net;
using System.Security.Cryptography.X509Certificates;
using Coffer.Aws.Connections;
using Coffer.Aws.Tls;
using Xunit;

namespace Coffer.Cli.Tests.TlsTests;

/// <summary>Whom the clients believe, over real connections.</summary>
public sealed class ServerTrustTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("coffer-tls-").FullName;
    private readonly X509Certificate2 authority = TestCertificates.Authority("An authority");

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        authority.Dispose();
    }

    [Theory]
    [InlineData("AWS_CA_BUNDLE")]
    [InlineData("SSL_CERT_FILE")]
    public async Task A_file_that_a_variable_names_is_trusted(string variable)
    {
        await using var server = new TlsServer(TestCertificates.Server(authority));

        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(server, (variable, Bundle(authority))));
    }

    /// <summary>AWS_CA_BUNDLE goes before the others, which add up.</summary>
    [Theory]
    [InlineData("AWS_CA_BUNDLE", "SSL_CERT_FILE", false)]
    [InlineData("AWS_CA_BUNDLE", "SSL_CERT_DIR", false)]
    [InlineData("SSL_CERT_FILE", "SSL_CERT_DIR", true)]
    public async Task Of_two_variables_this_wins(string winner, string other, bool bothCount)
    {
        using var stranger = TestCertificates.Authority("A stranger");
        await using var server = new TlsServer(TestCertificates.Server(authority));
        var right = Place("right", authority, winner);
        var wrong = Place("wrong", stranger, other);
        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(server, (winner, right), (other, wrong)));
        right = Place("right", authority, other);
        wrong = Place("wrong", stranger, winner);
        if (bothCount)
        {
            Assert.Equal(HttpStatusCode.NoContent, await AskAsync(server, (winner, wrong), (other, right)));
        }
        else
        {
            await RefusedAsync(server, (winner, wrong), (other, right));
        }
    }

    [Fact]
    public async Task A_folder_that_a_variable_names_is_trusted()
    {
        Bundle(authority);
        await using var server = new TlsServer(TestCertificates.Server(authority));

        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(server, ("SSL_CERT_DIR", $"/nowhere:{folder}")));
    }

    [Fact]
    public async Task The_one_root_is_found_among_many_and_beside_its_namesake()
    {
        using var namesake = TestCertificates.Authority("An authority");
        using var other = TestCertificates.Authority("Another authority");
        await using var server = new TlsServer(TestCertificates.Server(authority));

        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(server, ("SSL_CERT_FILE", Bundle(other, namesake, authority))));
    }

    [Fact]
    public async Task An_intermediate_that_the_server_shows_leads_to_the_root()
    {
        using var between = TestCertificates.Authority("Between", authority);
        await using var server = new TlsServer(TestCertificates.Server(between), between);

        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(server, ("SSL_CERT_FILE", Bundle(authority))));
    }

    [Fact]
    public async Task A_root_whose_name_is_written_otherwise_is_found_too()
    {
        using var key = authority.GetECDsaPrivateKey();
        using var shouting = TestCertificates.Authority("AN AUTHORITY", key: key);
        await using var server = new TlsServer(TestCertificates.Server(authority));

        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(server, ("SSL_CERT_FILE", Bundle(shouting))));
    }

    [Theory]
    [InlineData("AWS_CA_BUNDLE")]
    [InlineData("SSL_CERT_FILE")]
    public async Task Another_authority_of_the_same_name_is_not_trusted(string variable)
    {
        using var namesake = TestCertificates.Authority("An authority");
        await using var server = new TlsServer(TestCertificates.Server(authority));

        var refused = await RefusedAsync(server, (variable, Bundle(namesake)));

        Assert.Equal(ErrorCode.Unreachable, refused.Code);
        Assert.Contains(folder, refused.Message, StringComparison.Ordinal);
        Assert.Contains("CN=An authority", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_of_another_host_is_not_trusted()
    {
        await using var server = new TlsServer(TestCertificates.Server(authority, host: "elsewhere.example"));

        Assert.Equal("the certificate is not for 'localhost'", (await RefusedAsync(server, ("SSL_CERT_FILE", Bundle(authority)))).Message);
    }

    [Fact]
    public async Task An_expired_certificate_is_not_trusted()
    {
        await using var server = new TlsServer(TestCertificates.Server(authority, expired: true));

        Assert.Contains(
            "has expired", (await RefusedAsync(server, ("SSL_CERT_FILE", Bundle(authority)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_of_a_client_is_not_trusted()
    {
        await using var server = new TlsServer(TestCertificates.Server(authority, usage: "1.3.6.1.5.5.7.3.2"));

        Assert.Contains(
            "NotValidForUsage", (await RefusedAsync(server, ("SSL_CERT_FILE", Bundle(authority)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_servers_certificate_signs_no_other()
    {
        using var server = TestCertificates.Server(authority);
        await using var impostor = new TlsServer(TestCertificates.Server(server), server);

        Assert.Equal(ErrorCode.Unreachable, (await RefusedAsync(impostor, ("SSL_CERT_FILE", Bundle(authority)))).Code);
    }

    [Fact]
    public async Task A_variable_that_names_nothing_is_a_configuration_error()
    {
        await using var server = new TlsServer(TestCertificates.Server(authority));

        var refused = await RefusedAsync(server, ("AWS_CA_BUNDLE", "/nowhere.pem"), ("SSL_CERT_FILE", Bundle(authority)));

        Assert.Equal(ErrorCode.Configuration, refused.Code);
        Assert.Equal("AWS_CA_BUNDLE names '/nowhere.pem', which does not exist", refused.Message);
    }

    private static async Task<HttpStatusCode> AskAsync(TlsServer server, params (string Name, string Value)[] variables)
    {
        var trust = new ServerTrust(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
        using var client = new HttpClient(
            new NamedFailures(new SocketsHttpHandler { SslOptions = trust.Options() }, ProxySettings.From(_ => null)));
        using var answer = await client.GetAsync(server.Address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static Task<UntrustedServerException> RefusedAsync(TlsServer server, params (string Name, string Value)[] variables) =>
        Assert.ThrowsAsync<UntrustedServerException>(() => AskAsync(server, variables));

    // A file or a folder, as the variable wants it.
    private string Place(string name, X509Certificate2 trusted, string variable)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, $"{name} of {variable}")).FullName;
        var file = Path.Combine(place, "authority.pem");
        File.WriteAllText(file, trusted.ExportCertificatePem());
        return variable == "SSL_CERT_DIR" ? place : file;
    }

    private string Bundle(params X509Certificate2[] certificates)
    {
        var path = Path.Combine(folder, "bundle.pem");
        File.WriteAllLines(path, certificates.Select(one => one.ExportCertificatePem()));
        return path;
    }
}
