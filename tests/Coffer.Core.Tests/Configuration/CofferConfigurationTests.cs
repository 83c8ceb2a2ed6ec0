using System.Text;
using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Configuration;

public sealed class CofferConfigurationTests
{
    private const string NotJson = "coffer.json is not well-formed JSON (line ";

    public static TheoryData<string, string> Bad { get; } = new()
    {
        { "", NotJson + "1)" },
        { "{", NotJson + "1)" },
        { "{\n\n  // note\n}", NotJson + "3)" },
        { "{\"environments\": {},}", NotJson + "1)" },
        { "{\"environments\": {}} x", NotJson + "1)" },
        { "{\"environments\": {}, \"environments\": {}}", "coffer.json names the field 'environments' twice" },
        { "{\"environments\": {\"a\": {}, \"a\": {}}}", "coffer.json names the field 'a' twice" },
        { "{\"environments\": {\"a\": {\"key\": \"x\", \"key\": \"y\"}}}", "coffer.json names the field 'key' twice" },
        { "{\"environments\": {\"a\\u001b\": {}, \"a\\u001b\": {}}}", "coffer.json names the field 'a?' twice" },
        { "[]", "coffer.json is not an object" },
        { "null", "coffer.json is not an object" },
        { "\"environments\"", "coffer.json is not an object" },
        { "{\"environment\": {}}", "coffer.json: it has the unknown field 'environment'" },
        { "{\"\\u001b[2J\": {}}", "coffer.json: it has the unknown field '?[2J'" },
        { "{\"environments\": []}", "coffer.json: 'environments' is not an object" },
        { "{\"environments\": null}", "coffer.json: 'environments' is not an object" },
        { "{\"environments\": {\"a\": []}}", "coffer.json: environment 'a' is not an object" },
        { "{\"environments\": {\"a\": \"b\"}}", "coffer.json: environment 'a' is not an object" },
        { "{\"environments\": {\"\": {}}}", "coffer.json: the environment name '' cannot be used: it has an empty segment" },
        { "{\"environments\": {\"..\": {}}}", "coffer.json: the environment name '..' cannot be used: it has the segment '..'" },
        { "{\"environments\": {\".git\": {}}}", "coffer.json: the environment name '.git' cannot be used: the segment '.git' starts with a "
            + "dot" },
        { "{\"environments\": {\"a/b\": {}}}", "coffer.json: the environment name 'a/b' cannot be used: " },
        { "{\"environments\": {\"a\": {\"Key\": \"x\"}}}", "coffer.json: environment 'a' has the unknown field 'Key'" },
        { "{\"environments\": {\"a\": {\"profile\": \"x\"}}}", "coffer.json: environment 'a' has the unknown field 'profile'" },
        { "{\"environments\": {\"a\": {\"role\\n\": \"x\"}}}", "coffer.json: environment 'a' has the unknown field 'role?'" },
        { "{\"environments\": {\"a\": {\"key\": 1}}}", "coffer.json: 'key' of environment 'a' is not a text" },
        { "{\"environments\": {\"a\": {\"key\": \"\"}}}", "coffer.json: 'key' of environment 'a' is not a text" },
        { "{\"environments\": {\"a\": {\"bucket\": null}}}", "coffer.json: 'bucket' of environment 'a' is not a text" },
        { "{\"environments\": {\"a\": {\"region\": [\"x\"]}}}", "coffer.json: 'region' of environment 'a' is not a text" },
        { "{\"environments\": {\"a\": {\"keys\": \"x\"}}}", "coffer.json: 'keys' of environment 'a' is not a list of texts" },
        { "{\"environments\": {\"a\": {\"keys\": "
            + "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\"]}}}",
            "coffer.json: 'keys' of environment 'a' has more than 10 keys" },
        { "{\"environments\": {\"a\": {\"keys\": []}}}", "coffer.json: 'keys' of environment 'a' is not a list of texts" },
        { "{\"environments\": {\"a\": {\"keys\": [\"x\", 2]}}}", "coffer.json: 'keys' of environment 'a' is not a text" },
        { "{\"environments\": {\"a\": {\"key\": \"x\", \"keys\": [\"y\"]}}}", "coffer.json: environment 'a' has both 'key' and 'keys'" },
        { "{\"environments\": {\"a\": {\"binding\": "
            + "\"Bound\"}}}", "coffer.json: 'binding' of environment 'a' is neither 'bound' nor 'none'" },
        { "{\"environments\": {\"a\": {\"binding\": false}}}", "coffer.json: 'binding' of environment 'a' is not a text" },
        { "{\"environments\": {\"a\": {\"format\": "
            + "\"pgp\"}}}", "coffer.json: 'format' of environment 'a' is none of 'auto', 'kms', 'envelope', 'service'" },
        { "{\"environments\": {\"a\": {\"services\": []}}}", "coffer.json: 'services' of environment 'a' is not an object" },
        { "{\"environments\": {\"a\": {\"services\": {\"b\": 1}}}}", "coffer.json: service 'a/b' is not an object" },
        { "{\"environments\": {\"a\": {\"services\": {\"b\": {\"key\": \"x\"}}}}}",
            "coffer.json: service 'a/b' has the unknown field 'key'" },
        { "{\"environments\": {\"a\": {\"services\": {\"b/c\": {}}}}}",
            "coffer.json: the service name 'b/c' of environment 'a' cannot be used: the segment 'b/c' has a character other than A-Z, a-z, "
                + "0-9, '.', '_' and '-'" },
        { "{\"environments\": {\"a\": {\"services\": {\"b\": {\"format\": \"pgp\"}}}}}",
            "coffer.json: 'format' of service 'a/b' is none of 'auto', 'kms', 'envelope', 'service'" },
        { "{\"environments\": {\"a\": {\"services\": {\"b\": {\"keyId\": \"52E1\"}}}}}",
            "coffer.json: 'keyId' of service 'a/b' is not 64 lower-case hexadecimal digits" },
        { "{\"environments\": {\"a\": {\"bucket\": \"\\ud800\"}}}", "coffer.json has a text that is not Unicode" },
        { "{\"environments\": {\"\\udc00\": {}}}", "coffer.json has a text that is not Unicode" },
    };

    public static TheoryData<string, bool> Endpoints { get; } = new()
    {
        { "http://127.0.0.1:4566", true },
        { "http://127.9.9.9:1", true },
        { "https://localhost", true },
        { "http://[::1]:4566/", true },
        { "http://10.0.0.1:4566", false },
        { "https://kms.eu-west-1.amazonaws.com", false },
        { "http://localhost.example.com", false },
        { "http://127.0.0.1@example.com", false },
        { "http://127.0.0.1.example.com", false },
        { "http://0.0.0.0:4566", false },
        { "ftp://127.0.0.1", false },
        { "file:///tmp/socket", false },
        { "127.0.0.1:4566", false },
        { "localhost:4566", false },
        { "/tmp", false },
        { "//127.0.0.1", false },
        { "not a url", false },
    };

    [Fact]
    public void The_tables_are_whole()
    {
        Assert.Equal(45, Bad.Count);
        Assert.Equal(17, Endpoints.Count);
    }

    [Fact]
    public void Every_field_is_read()
    {
        var environments = Parse("""
            { "environments": {
                "staging": {
                    "key": "alias/other", "bucket": "acme-staging", "region": "eu-west-1", "binding": "none",
                    "format": "kms", "endpoint": "http://127.0.0.1:4566" },
                "production": { "keys": ["arn:aws:kms:eu-west-1:1:key/a", "arn:aws:kms:us-east-1:1:key/b"],
                    "format": "envelope", "binding": "bound" },
                "a": { "format": "service", "services": {
                    "b": { "format": "auto", "keyId": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }, "c": {} } } } }
            """).Environments;
        Assert.Equal(["staging", "production", "a"], environments.Select(environment => environment.Name));

        var staging = environments[0];
        Assert.Equal(["alias/other"], staging.Keys.Select(key => key.Text));
        Assert.Equal("acme-staging", staging.Bucket);
        Assert.Equal("eu-west-1", staging.Region);
        Assert.Equal(Binding.None, staging.Binding);
        Assert.Equal(FormatChoice.Kms, staging.Format);
        Assert.Equal(new Uri("http://127.0.0.1:4566"), staging.Endpoint);

        var production = environments[1];
        Assert.Equal(["arn:aws:kms:eu-west-1:1:key/a", "arn:aws:kms:us-east-1:1:key/b"], production.Keys.Select(key => key.Text));
        Assert.Equal(FormatChoice.Envelope, production.Format);
        Assert.Equal(Binding.Bound, production.Binding);
        Assert.Same(production.Keys, production.Policy.Keys);

        var policy = environments[2].Policy;
        Assert.Equal("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", policy.KeyIdOf("b"));
        Assert.Null(policy.KeyIdOf("c"));
        Assert.Equal(
            [SealedFormat.Kms, SealedFormat.Service, SealedFormat.Service, SealedFormat.Kms],
            ((string[])["a/b/x", "a/c/x", "a/d/x", "a/d/.coffer/private-key"])
                .Select(text => text.Split('/', 3)).Select(part => policy.FormatFor(new SecretAddress(part[0], part[1], part[2]), 32)));
    }

    [Fact]
    public void Every_field_has_the_convention_as_its_default()
    {
        var environment = Assert.Single(Parse("{\"environments\": {\"staging\": {}}}").Environments);
        Assert.Equal(["alias/secrets"], environment.Keys.Select(key => key.Text));
        Assert.Equal("staging-secrets", environment.Bucket);
        Assert.Null(environment.Region);
        Assert.Equal(Binding.Bound, environment.Binding);
        Assert.Equal(FormatChoice.Auto, environment.Format);
        Assert.Null(environment.Endpoint);
        Assert.Equal(Binding.Bound, environment.Policy.Binding);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"environments\": {}}")]
    [InlineData(" \r\n\t{ }\n")]
    [InlineData("\uFEFF{}")]
    public void A_file_may_say_nothing(string content) => Assert.Empty(Parse(content).Environments);

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_wrong_is_named(string content, string message)
    {
        var exception = Failures.Of(ErrorCode.Configuration, () => Parse(content));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void An_endpoint_is_this_machine(string endpoint, bool taken)
    {
        var content = $"{{\"environments\": {{\"a\": {{\"endpoint\": \"{endpoint}\"}}}}}}";
        if (taken)
        {
            Assert.Equal(new Uri(endpoint), Parse(content).Environments[0].Endpoint);
            return;
        }

        var exception = Failures.Of(ErrorCode.Configuration, () => Parse(content));
        Assert.Equal("coffer.json: 'endpoint' of environment 'a' is not a URL of this machine", exception.Message);
        Assert.Contains("AWS_ENDPOINT_URL", exception.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused() =>
        Assert.All(
            (byte[][])[
                [.. "{\"environments\": {\"a\": {\"bucket\": \""u8, 0xFF, .. "\"}}}"u8],
                [.. "{\"environments\": {\""u8, 0xC3, .. "\": {}}}"u8],
                [.. "{\""u8, 0xFF, .. "\": {}}"u8],
                [0xFF, 0xFE, .. "{}"u8],
            ],
            content => Failures.Of(ErrorCode.Configuration, () => CofferConfiguration.Parse(content)));

    [Fact]
    public void Deep_nesting_is_refused() =>
        Failures.Of(ErrorCode.Configuration, () => Parse($"{{\"environments\": {string.Concat(Enumerable.Repeat("[", 10_000))}"));

    [Fact]
    public void Garbage_is_refused_or_read_and_nothing_else()
    {
        const int Files = 50_000;
        var read = 0;
        var refused = 0;
        var pieces = Gen.OneOfConst(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "null", "1", "\"a\"", "\"environments\"", "\"key\"", "\"keys\"",
            "\"bucket\"", "\n", "\u001b", "\u00e9");
        var valid = Encoding.UTF8.GetBytes(
            "{\"environments\": {\"a\": {\"key\": \"alias/x\", \"binding\": \"none\"}, \"b\": {\"keys\": [\"k\"]}}}");
        var edit = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 3], Gen.OneOf(pieces.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 2]));
        var mutated = edit.Array[0, 3].Select(edits => edits.Aggregate(valid, (bytes, change) =>
        {
            var start = (int)(change.Item1 * bytes.Length);
            return [.. bytes[..start], .. change.Item3, .. bytes[Math.Min(bytes.Length, start + change.Item2)..]];
        }));
        Gen.Frequency(
            (1, Gen.Byte.Array[0, 60]),
            (2, pieces.Array[0, 12].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))),
            (7, mutated)).Sample(
            content =>
            {
                try
                {
                    _ = CofferConfiguration.Parse(content);
                    Interlocked.Increment(ref read);
                }
                catch (CofferException exception) when (exception.Code == ErrorCode.Configuration)
                {
                    Assert.DoesNotContain(exception.Message, char.IsControl);
                    Interlocked.Increment(ref refused);
                }
            },
            iter: Files);
        Assert.Equal(Files, read + refused);
        Assert.InRange(read, Files / 20, Files);
        Assert.InRange(refused, Files / 20, Files);
    }

    private static CofferConfiguration Parse(string content) => CofferConfiguration.Parse(Encoding.UTF8.GetBytes(content));
}
