using System.Net;
using System.Net.Sockets;
using System.Text;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

/// <summary>
/// Answers that S3 gives for a version to a caller without the right: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
/// </summary>
public sealed class DeniedReleaseTests
{
    private const string Release = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@v1";

    [NativeTheory]
    [InlineData(
        "403 Forbidden",
        "AccessDenied",
        77,
        "s3:GetObjectVersion is denied on bucket 'staging-secrets' in us-east-1",
        "without s3:ListBucket S3 says the same of a version that is gone")]
    [InlineData("403 Forbidden", "InvalidAccessKeyId", 77, "AWS does not know the access key", "aws configure list")]
    [InlineData("404 Not Found", "NoSuchBucket", 66, "there is no bucket 'staging-secrets' in us-east-1", "COFFER_BUCKET")]
    [InlineData(
        "404 Not Found", "NoSuchKey", 66, "bucket 'staging-secrets' in us-east-1 has no such version", "deploy again for a new one")]
    public async Task What_S3_refuses_starts_nothing_and_says_why(string status, string code, int exitCode, string cause, string hint)
    {
        using var server = new Server(status, code);
        var result = await CofferProcess.RunAsync(
            ["exec", "--", "echo", "started"],
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = $"http://{server.Endpoint}",
                ["AWS_ACCESS_KEY_ID"] = "test",
                ["AWS_SECRET_ACCESS_KEY"] = "test",
                ["AWS_REGION"] = "us-east-1",
                ["COFFER_BUCKET"] = "staging-secrets",
                ["COFFER_ENVIRONMENT"] = "staging",
                ["COFFER_SERVICE"] = "api",
                ["COFFER_RELEASE"] = Release,
            });

        Assert.StartsWith("GET /staging-secrets/api/.coffer/release.json?", server.Asked, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith(
            "coffer: error: 's3://staging-secrets/api/.coffer/release.json' (version 'v1') cannot be read: ",
            result.StderrText,
            StringComparison.Ordinal);
        Assert.Contains(cause, result.StderrText, StringComparison.Ordinal);
        Assert.Contains(hint, result.StderrText.Split("coffer: hint: ")[1], StringComparison.Ordinal);
        Assert.Empty(result.Stdout);
    }

    /// <summary>Has one answer for all.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly byte[] answer;

        public Server(string status, string code)
        {
            var body = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>Access "
                + "Denied</Message><RequestId>1</RequestId></Error>";
            answer = Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
            listener.Start();
            _ = ServeAsync();
        }

        public EndPoint Endpoint => listener.LocalEndpoint;

        /// <summary>The first request's line.</summary>
        public string? Asked { get; private set; }

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync()
        {
            while (true)
            {
                try
                {
                    using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                    using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
                    Asked ??= await reader.ReadLineAsync(TestContext.Current.CancellationToken);
                    while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
                    {
                    }

                    await client.GetStream().WriteAsync(answer, TestContext.Current.CancellationToken);
                }
                catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
