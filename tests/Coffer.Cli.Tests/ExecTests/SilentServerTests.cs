using System.Net;
using System.Net.Sockets;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

/// <summary>A server that accepts and never answers: no call may hang the start of a container.</summary>
public sealed class SilentServerTests
{
    [NativeFact]
    public async Task The_deadline_ends_it_and_nothing_starts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var result = await CofferProcess.RunAsync(
                ["exec", "--timeout", "1", "--", "touch", "started"],
                new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL"] = $"http://{listener.LocalEndpoint}",
                    ["AWS_ACCESS_KEY_ID"] = "test",
                    ["AWS_SECRET_ACCESS_KEY"] = "test",
                    ["AWS_REGION"] = "us-east-1",
                    ["COFFER_BUCKET"] = "staging-secrets",
                    ["COFFER_ENVIRONMENT"] = "staging",
                    ["COFFER_SERVICE"] = "api",
                },
                folder.FullName);

            Assert.Equal(69, result.ExitCode);
            Assert.StartsWith("coffer: error: AWS did not answer within 1 second", result.StderrText, StringComparison.Ordinal);
            Assert.Contains("coffer: hint: ", result.StderrText, StringComparison.Ordinal);
            Assert.Empty(result.Stdout);
            Assert.Empty(folder.EnumerateFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
