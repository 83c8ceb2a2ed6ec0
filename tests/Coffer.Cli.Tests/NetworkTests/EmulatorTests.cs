using System.Text;
using System.Text.Json.Nodes;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>
/// Those who develop beside moto or LocalStack can use Coffer: a blob of theirs is handed to KMS as it is, and what that opens is taken.
/// The stand-in is a KMS which knows blobs of both shapes: a key's id in 36 characters, a vector, a tag, and bytes.
/// </summary>
public sealed class EmulatorTests : IDisposable
{
    private const string KeyArn = "arn:aws:kms:us-east-1:000000000000:key/12345678-1234-1234-1234-123456789abc";
    private const string Value = "what the emulator holds";

    private readonly string folder = Directory.CreateTempSubdirectory("coffer-test-").FullName;
    private readonly StandIn kms;
    private readonly Dictionary<string, byte[]> blobs = new()
    {
        ["moto"] = Blob("12345678-1234-1234-1234-123456789abc", vector: 12),
        ["stack"] = Blob("12345678-1234-1234-1234-123456789abc", vector: 16),
        ["region"] = Blob("mrk-12345678123412341234123456789abc", vector: 16),
    };

    public EmulatorTests()
    {
        kms = new StandIn(Answer);
        File.WriteAllText(Path.Combine(folder, "coffer.json"), $$"""{ "environments": { "staging": { "endpoint": "{{kms.Url}}" } } }""");
        Directory.CreateDirectory(Path.Combine(folder, "staging", "api"));
        foreach ((var name, var blob) in blobs)
        {
            File.WriteAllBytes(PathOf(name), blob);
        }
    }

    public void Dispose()
    {
        kms.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [NativeTheory]
    [InlineData("moto")]
    [InlineData("stack")]
    [InlineData("region")]
    public async Task It_opens(string name)
    {
        Assert.Equal(Value, Of(await RunAsync("get", $"staging/api/{name}")));
        Assert.Equal(
            Value,
            Of(await RunAsync("exec", "staging/api", "--only", name, "--as", $"VALUE={name}", "--", "sh", "-c", "printf %s \"$VALUE\"")));
        Assert.Equal(2, kms.Requests.Count(request => ActionOf(request) == "Decrypt"));
        Of(await RunAsync("verify", "staging"));
    }

    [NativeTheory]
    [InlineData("moto")]
    [InlineData("stack")]
    [InlineData("region")]
    public async Task It_moves(string name)
    {
        Of(await RunAsync("mv", $"staging/api/{name}", "staging/api/moved"));
        Assert.False(File.Exists(PathOf(name)));
        Assert.Equal(Value, Of(await RunAsync("get", "staging/api/moved")));
    }

    private static byte[] Blob(string id, int vector) =>
        [
            .. Encoding.ASCII.GetBytes(id),
            .. Enumerable.Range(0, vector + 16).Select(at => (byte)(at * 7)),
            .. Encoding.ASCII.GetBytes(Value).Select(b => (byte)~b)];

    private static string ActionOf(StandInRequest request) => request.Headers.GetValueOrDefault("X-Amz-Target", "").Split('.')[^1];

    private static string Of(ProcessResult result)
    {
        Assert.True(result.ExitCode == 0, $"{result.ExitCode}: {result.StderrText}");
        return result.StdoutText;
    }

    private StandInAnswer Answer(StandInRequest request)
    {
        var asked = JsonNode.Parse(request.Body)!;
        var blob = (string?)asked["CiphertextBlob"] ?? "";
        var isKnown = blobs.Values.Any(known => Convert.ToBase64String(known) == blob);
        return (ActionOf(request), isKnown) switch
        {
            ("Decrypt", true) =>
                Json(new()
                {
                    ["KeyId"] = KeyArn,
                    ["Plaintext"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Value)),
                    ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
                }),
            ("ReEncrypt", true) => Json(new()
            {
                ["KeyId"] = KeyArn, ["SourceKeyId"] = KeyArn, ["CiphertextBlob"] = blob,
                ["SourceEncryptionAlgorithm"] = "SYMMETRIC_DEFAULT", ["DestinationEncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
            }),
            ("Encrypt", _) =>
                Json(new()
                {
                    ["KeyId"] = KeyArn,
                    ["CiphertextBlob"] = Convert.ToBase64String(blobs["moto"]),
                    ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
                }),
            _ => new StandInAnswer(400, """{"__type":"InvalidCiphertextException"}"""),
        };
    }

    private static StandInAnswer Json(JsonObject body) => new(200, body.ToJsonString());

    private string PathOf(string name) => Path.Combine(folder, "staging", "api", name);

    private Task<ProcessResult> RunAsync(params string[] arguments) => CofferProcess.RunAsync(
        arguments, [new("AWS_REGION", "us-east-1"), new("AWS_ACCESS_KEY_ID", "test"), new("AWS_SECRET_ACCESS_KEY", "test")], folder);
}
