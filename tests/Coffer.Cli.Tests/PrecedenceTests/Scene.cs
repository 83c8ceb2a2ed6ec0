using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.PrecedenceTests;

/// <summary>A checkout, a home and an environment that are written together, and two servers that tell what was asked of them.</summary>
internal sealed class Scene : IDisposable
{
    private readonly byte[] ciphertext;
    private readonly string folder = Directory.CreateTempSubdirectory("coffer-precedence-").FullName;

    /// <param name="ciphertext">What is in the checkout and in the bucket.</param>
    public Scene(byte[] ciphertext)
    {
        this.ciphertext = ciphertext;
        A = new StandIn(Answer);
        B = new StandIn(Answer);
        Directory.CreateDirectory(Home);
        Variables["HOME"] = Home;
    }

    /// <summary>Where the settings that win lead.</summary>
    public StandIn A { get; }

    /// <summary>Where those that do not win lead.</summary>
    public StandIn B { get; }

    public string Home => Path.Combine(folder, "home");

    public string Checkout => Path.Combine(folder, "checkout");

    public Dictionary<string, string> Variables { get; } = ProcessEnvironment.Minimal();

    /// <summary>What coffer.json says of the environment.</summary>
    public JsonObject Environment { get; } = [];

    /// <summary>Sections of files in the AWS CLI's form, by file.</summary>
    public Dictionary<string, SortedDictionary<string, Dictionary<string, string>>> Sections { get; } = [];

    /// <summary>Words of the command line that a source wants; the setting's own without.</summary>
    public IReadOnlyList<string>? Arguments { get; set; }

    /// <summary>What came of it.</summary>
    public ProcessResult? Result { get; private set; }

    /// <summary>All that both were asked, the first of each first.</summary>
    public IEnumerable<StandInRequest> Requests => A.Requests.Concat(B.Requests);

    public void Say(string file, string section, string name, string value)
    {
        Sections.TryAdd(file, []);
        Sections[file].TryAdd(section, []);
        Sections[file][section][name] = value;
    }

    public string File(string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The keys of a static profile.</summary>
    public void Keys(string file, string section, string accessKey)
    {
        Say(file, section, "aws_access_key_id", accessKey);
        Say(file, section, "aws_secret_access_key", "secret");
    }

    /// <summary>The URL of the server that a value means.</summary>
    public string UrlOf(string value) => value == "A" ? A.Url : B.Url;

    public async Task RunAsync(IReadOnlyList<string> arguments)
    {
        File("checkout/coffer.json", new JsonObject
        {
            ["environments"] = new JsonObject { ["staging"] = Environment.DeepClone() },
        }.ToJsonString());
        Directory.CreateDirectory(Path.Combine(Checkout, "staging", "api"));
        await System.IO.File.WriteAllBytesAsync(Path.Combine(Checkout, "staging", "api", "x"), ciphertext);
        foreach ((var file, var sections) in Sections)
        {
            File(file, string.Concat(sections.Select(static section =>
                $"[{section.Key}]\n{string.Concat(section.Value.Select(static line => $"{line.Key} = {line.Value}\n"))}")));
        }

        Result = await ChildProcess.RunAsync(new ProcessRequest(Executables.Coffer, Arguments ?? arguments)
        {
            Environment = Variables,
            Directory = Checkout,
            Stdin = "a value"u8.ToArray(),
            Timeout = TimeSpan.FromMinutes(1),
        });
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // A source of keys gives those that its address, its token or its caller names; KMS opens, and all else is refused.
    private StandInAnswer Answer(StandInRequest request)
    {
        var target = request.Headers.GetValueOrDefault("X-Amz-Target");
        if (target is not null)
        {
            return target.EndsWith("Decrypt", StringComparison.Ordinal)
                ? new(200, $$"""{"KeyId":"{{KeyOf(request)}}","Plaintext":"{{Convert.ToBase64String("a value"u8)}}"}""")
                : new(400, """{"__type":"AccessDeniedException"}""");
        }

        var parts = request.Path.Split('/');
        return request.BodyText switch
        {
            var body when body.Contains("Action=AssumeRoleWithWebIdentity", StringComparison.Ordinal) =>
                Sts(Regex.Match(body, "WebIdentityToken=([A-Z]+)").Groups[1].Value),
            var body when body.Contains("Action=AssumeRole", StringComparison.Ordinal) =>
                Sts(Regex.Match(request.Headers["Authorization"], "Credential=([A-Z]+)").Groups[1].Value),
            _ when request.Path.StartsWith("/federation", StringComparison.Ordinal) => new(200, $$$"""
                {"roleCredentials":{"accessKeyId":"{{{request.Headers["x-amz-sso_bearer_token"]}}}","secretAccessKey":"s",
                "sessionToken":"t","expiration":4102444800000}}
                """),
            _ when request.Path == "/token" => new(200, """{"accessToken":"RENEWED","expiresIn":28800}"""),
            _ when request.Path.EndsWith("/latest/api/token", StringComparison.Ordinal) => new(200, "token"),
            _ when request.Path.EndsWith("/security-credentials/", StringComparison.Ordinal) => new(200, "role"),
            _ when request.Path.Contains("/security-credentials/", StringComparison.Ordinal) => new(200, Json(parts[1])),
            _ when request.Path.StartsWith("/role/", StringComparison.Ordinal) => new(200, Json(parts[2])),
            _ when request.Path == "/staging-secrets/api/x" => new(200, ciphertext)
            {
                Headers = new Dictionary<string, string> { ["ETag"] = $"\"{Convert.ToHexStringLower(MD5Of(ciphertext))}\"" },
            },
            _ => new(403, "<Error><Code>AccessDenied</Code></Error>"),
        };
    }

    /// <summary>Keys as an agent writes them.</summary>
    public static string Json(string accessKey) => $$"""
        {"Version":1,"Code":"Success","AccessKeyId":"{{accessKey}}","SecretAccessKey":"s","Token":"t","SessionToken":"t",
        "Expiration":"2100-01-01T00:00:00Z"}
        """;

    private static string KeyOf(StandInRequest request) =>
        JsonNode.Parse(request.BodyText)!["KeyId"]?.GetValue<string>() is { } key && key.StartsWith("arn:", StringComparison.Ordinal)
            ? key
            : "arn:aws:kms:us-east-1:000000000000:key/k";

    private static StandInAnswer Sts(string accessKey) => new(200, $"""
        <R><Credentials><AccessKeyId>{accessKey}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
        <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></R>
        """);

#pragma warning disable CA5351 // S3 decided which hash
    private static byte[] MD5Of(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351
}
