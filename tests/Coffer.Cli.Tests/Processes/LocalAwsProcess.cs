using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;

namespace Coffer.Cli.Tests.Processes;

/// <summary>A coffer-local on a port of its own. Disposing it kills it, as nothing may outlive its test.</summary>
internal sealed partial class LocalAwsProcess : IAsyncDisposable
{
    public const string DefaultRegion = "us-east-1";

    private const string MarkPath = "/read-so-far-";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly OutputCapture stdout;
    private readonly OutputCapture stderr;

    private LocalAwsProcess(Process process)
    {
        this.process = process;
        stdout = new OutputCapture(process.StandardOutput.BaseStream);
        stderr = new OutputCapture(process.StandardError.BaseStream);
    }

    /// <summary>As the server printed it.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    public int ProcessId => process.Id;

    /// <summary>From the start of the process until it listened.</summary>
    public TimeSpan StartTime { get; private set; }

    public byte[] Stdout => stdout.SoFar;

    public byte[] Stderr => stderr.SoFar;

    /// <summary>Whether it was started with <c>--log</c>.</summary>
    public bool IsLogging { get; private init; }

    /// <summary>The variables a client of this server needs.</summary>
    public IEnumerable<KeyValuePair<string, string>> ClientEnvironment => ProcessEnvironment.Client(Endpoint);

    /// <summary>Starts it with these arguments; <c>--port 0</c> is added where no port is named.</summary>
    public static Task<LocalAwsProcess> StartAsync(params IReadOnlyList<string> arguments) =>
        StartAsync(new ProcessRequest(Executables.CofferLocal, arguments));

    /// <summary>Starts it in an environment and directory of the caller's choice, or another program in its place.</summary>
    public static async Task<LocalAwsProcess> StartAsync(ProcessRequest request)
    {
        string[] port = request.Arguments.Any(static a => a.StartsWith("--port", StringComparison.Ordinal)) ? [] : ["--port", "0"];
        var start = Stopwatch.GetTimestamp();
        var server = new LocalAwsProcess(ChildProcess.Start(request with { Arguments = [.. request.Arguments, .. port] }))
        {
            IsLogging = request.Arguments.Contains("--log"),
        };
        try
        {
            server.process.StandardInput.Close();
            server.Endpoint = await server.ListeningAsync(start);
            server.StartTime = Stopwatch.GetElapsedTime(start);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public AmazonKeyManagementServiceClient Kms(string region = DefaultRegion) =>
        new(
            Credentials(),
            new AmazonKeyManagementServiceConfig
            {
                ServiceURL = ServiceUrl(),
                AuthenticationRegion = region,
                MaxErrorRetry = 0,
                HttpClientFactory = LocalTrust.Factory,
            });

    public AmazonS3Client S3(string region = DefaultRegion) =>
        new(
            Credentials(),
            new AmazonS3Config
            {
                ServiceURL = ServiceUrl(),
                AuthenticationRegion = region,
                ForcePathStyle = true,
                MaxErrorRetry = 0,
                HttpClientFactory = LocalTrust.Factory,
            });

    /// <summary>
    /// The log of all requests that have been answered. A request of our own goes last: as a line is written before its
    /// answer, all of the log has been read when ours is there.
    /// </summary>
    public async Task<string> LogAsync()
    {
        if (!IsLogging)
        {
            throw new InvalidOperationException("coffer-local keeps no log without --log");
        }

        var mark = $"{MarkPath}{Guid.NewGuid():N}";
        using var client = LocalTrust.CreateClient();
        using (var answer = await client.GetAsync(new Uri(Endpoint, mark)))
        {
            _ = answer.StatusCode;
        }

        using var limit = new CancellationTokenSource(StartLimit);
        string log;
        while (!(log = stderr.TextSoFar).Contains($" {mark} ", StringComparison.Ordinal) || !log.EndsWith('\n'))
        {
            await Task.Delay(5, limit.Token);
        }

        return string.Concat(log.Split('\n')[..^1].Where(
            static line => !line.Contains(MarkPath, StringComparison.Ordinal)).Select(static line => line + "\n"));
    }

    /// <summary>kill -9, and waits until the process is gone.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static BasicAWSCredentials Credentials() => new("test", "test");

    private string ServiceUrl() => Endpoint.GetLeftPart(UriPartial.Authority);

    private async Task<Uri> ListeningAsync(long start)
    {
        while (true)
        {
            var ended = process.HasExited;
            if (ended)
            {
                await Task.WhenAll(stdout.Ended, stderr.Ended).WaitAsync(StartLimit);
            }

            if (Listening().Match(stdout.TextSoFar) is { Success: true } line)
            {
                return new Uri(line.Groups[1].Value);
            }

            if (ended || Stopwatch.GetElapsedTime(start) > StartLimit)
            {
                var what = ended ? string.Create(CultureInfo.InvariantCulture, $"ended with {process.ExitCode}") : "is still running";
                throw new InvalidOperationException(
                    $"coffer-local {what} and did not say that it listens\nstdout: {stdout.TextSoFar}\nstderr: {stderr.TextSoFar}");
            }

            await Task.Delay(5);
        }
    }

    [GeneratedRegex(@"^listening on (https?://127\.0\.0\.1:[0-9]+)\r?\n", RegexOptions.Multiline)]
    private static partial Regex Listening();
}
