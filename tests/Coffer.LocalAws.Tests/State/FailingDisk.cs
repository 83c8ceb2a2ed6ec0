using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Hosting;
using Coffer.LocalAws.State;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Coffer.LocalAws.Tests.State;

/// <summary>A disk of which one flush fails.</summary>
internal sealed class FailingDisk : StateDisk
{
    public const int IoError = 5;

    private int left = int.MaxValue;

    public int Flushes { get; private set; }

    /// <summary>Lets the flush of this number fail, counted from 1 from now on.</summary>
    public void FailAt(int number) => left = number;

    protected override int Synchronize(SafeFileHandle handle)
    {
        Flushes++;
        return --left == 0 ? IoError : 0;
    }
}

/// <summary>A server on such a disk.</summary>
internal sealed partial class DiskServer(LocalServer server, FailingDisk disk) : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly Dictionary<string, string> held = [];

    public FailingDisk Disk => disk;

    public static async Task<DiskServer> StartAsync(string folder)
    {
        var disk = new FailingDisk();
        return new DiskServer(
            await LocalServer.StartAsync(new Options { Port = 0, AnyCredentials = true, Data = folder }, disk: disk), disk);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    public async Task<int> SendAsync(WriteStep step) => (await AnswerAsync(step)).Status;

    public async Task<(int Status, System.Net.Http.Headers.HttpResponseHeaders Headers, string Text)> AnswerAsync(WriteStep step)
    {
        var isS3 = step.Service == "s3";
        var line = isS3 ? step.Line.Split(' ') : ["POST", "/"];
        var body = held.Aggregate(step.Body, (text, pair) => text.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
        var isQuery = step.Service is "iam" or "sts";
        if (isQuery)
        {
            var version = step.Service == "iam" ? "2010-05-08" : "2011-06-15";
            body = $"Action={step.Line}&Version={version}&{body}";
        }

        using var request = new HttpRequestMessage(new HttpMethod(line[0]), new Uri(server.Endpoint, line[1]))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=test/20260101/{step.Region}/{step.Service}/aws4_request, "
                + "SignedHeaders=host, Signature=0");
        request.Content.Headers.TryAddWithoutValidation(
            "Content-Type", isQuery ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1");
        if (!isS3 && !isQuery)
        {
            request.Headers.Add(
                "X-Amz-Target", step.Service == "kms" ? $"TrentService.{step.Line}" : $"AmazonEC2ContainerServiceV20141113.{step.Line}");
        }

        if (isS3 && body.Length > 0)
        {
#pragma warning disable CA5351 // some actions ask for it
            request.Content.Headers.ContentMD5 = System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(body));
#pragma warning restore CA5351
        }

        if (step.Header?.Split(": ") is [var name, var value])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (response.IsSuccessStatusCode && Held().Match(text) is { Success: true } match)
        {
            held[match.Groups["name"].Value] = match.Groups["value"].Value;
        }

        return ((int)response.StatusCode, response.Headers, text);
    }

    /// <summary>The requests before one, each of which must succeed.</summary>
    public async Task RunAsync(IEnumerable<WriteStep> steps)
    {
        foreach (var step in steps)
        {
            var status = await SendAsync(step);
            Assert.True(status is >= 200 and < 300, string.Create(CultureInfo.InvariantCulture, $"{step.Line} {step.Body}: {status}"));
        }
    }

    [GeneratedRegex("\"(?<name>KeyId|taskArn)\":\"(?<value>[^\"]+)\"")]
    private static partial Regex Held();
}
