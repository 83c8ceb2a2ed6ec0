using Amazon.Runtime;

namespace Coffer.Cli.Tests.Processes;

/// <summary>
/// How the tests themselves reach a coffer-local that serves https: by its certificate's name alone, as its CA is made at
/// its start. The programs under test are told the CA.
/// </summary>
internal sealed class LocalTrust : HttpClientFactory
{
    public static readonly LocalTrust Factory = new();

    public static HttpClient CreateClient() => new(
        new SocketsHttpHandler
        {
            SslOptions =
            {
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=coffer-local",
            },
        });

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => CreateClient();
}
