using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

/// <summary>Takes what the AWS verbs send and answers with as little as the SDK accepts: the verbs are tested, not a server.</summary>
internal sealed class FakeAws : IDisposable
{
    private const string Key = """{"KeyMetadata":{"KeyId":"1234","Arn":"arn:aws:kms:us-east-1:000000000000:key/1234"}}""";

    private readonly HttpListener listener;

    public FakeAws()
    {
        (listener, Port) = Listen();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>One text a request: what it asks for, its region, its body.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public Task<Scripting.ScriptFile> PassesAsync(string lines, string sections = "") => Scripted.PassesAsync(Script(lines, sections));

    public Task<string> FailsAsync(string lines, string because, string sections = "") =>
        Scripted.FailsAsync(Script(lines, sections), because);

    public void Dispose() => listener.Close();

    private string Script(string lines, string sections) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        env COFFER_LOCAL_BIN=/bin/sh
        local-aws fake
        {lines}
        exec true
        exit 0
        -- fake --
        echo "$@" > arguments
        echo listening on http://127.0.0.1:{Port}
        exec sleep 60
        {sections}
        """);

    /// <summary>The listener cannot pick a port itself, and a free one may be taken before it listens.</summary>
    private static (HttpListener Listener, int Port) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var action = context.Request.Headers["X-Amz-Target"] ?? $"{context.Request.HttpMethod} {context.Request.RawUrl}";
        var region = context.Request.Headers["Authorization"]?.Split('/')[2] ?? "unsigned";
        Requests.Enqueue($"{action} {region} {body}");
        context.Response.StatusCode = context.Request.RawUrl == "/missing/key" ? 404 : 200;
        if (context.Request.RawUrl == "/b/versioned")
        {
            context.Response.Headers["x-amz-version-id"] = "v7";
        }

        var answer = Encoding.UTF8.GetBytes(Answer(action));

        // Without it the listener sends chunks, and the end of an empty one after the client has taken the answer as whole.
        context.Response.ContentLength64 = answer.Length;
        await context.Response.OutputStream.WriteAsync(answer, TestContext.Current.CancellationToken);
        context.Response.Close();
    }

    private static string Answer(string action) => action switch
    {
        "TrentService.CreateKey" or "TrentService.DescribeKey" => Key,
        "TrentService.Encrypt" => """{"CiphertextBlob":"c2VhbGVk"}""",
        "TrentService.Decrypt" => """{"Plaintext":"b3BlbmVk"}""",
        "GET /b/k" => "object",
        _ when action.StartsWith("TrentService", StringComparison.Ordinal) => "{}",
        _ => "",
    };
}
