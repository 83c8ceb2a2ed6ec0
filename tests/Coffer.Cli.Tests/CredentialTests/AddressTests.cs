using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>Whom the sources ask: the same addresses, whichever setting names them.</summary>
public sealed class AddressTests(CredentialWorld world) : IClassFixture<CredentialWorld>
{
    private const string Refusal = "is neither an https URL nor an http URL of this host, ECS, EKS or EC2";

    private static readonly string[] Sources = ["container", "metadata", "profile with container", "profile with metadata"];

    private static readonly string[] Strangers =
    [
        "http://10.9.9.9:8000", "http://192.168.1.1", "http://8.8.8.8", "http://example.com", "http://metadata.google.internal",
        "http://169.254.169.253", "http://169.254.170.3", "http://169.254.170.22", "http://0.0.0.0:8000", "http://128.0.0.1",
        "http://127.0.0.1.example.com", "http://localhost.example.com", "http://127.0.0.1@example.com", "http://user@127.0.0.1:1",
        "http://[::]:8000", "http://[2001:db8::1]", "http://[fe80::1]", "http://[fd00:ec2::253]", "http://[fd00::23]",
        "http://[::ffff:10.9.9.9]", "http://[::ffff:169.254.170.3]",
        "ftp://127.0.0.1", "file:///etc/passwd", "/role", "nonsense", "http://",
    ];

    private static readonly string[] Trusted =
    [
        "http://127.0.0.1:1", "http://127.9.9.9:1", "http://localhost:1", "http://LOCALHOST.:1", "http://0x7f.1:1", "http://[::1]:1",
        "http://[::ffff:127.0.0.1]:1",
        "http://169.254.170.2:1", "http://169.254.170.23:1", "http://169.254.169.254:1", "http://[fd00:ec2::23]:1",
        "http://[fd00:ec2::254]:1", "http://[::ffff:169.254.170.2]:1",
        "https://127.0.0.1:1", "https://[2001:db8::1]:1", "https://agent.invalid", "https://10.255.255.1:1",
    ];

    [NativeTheory]
    [MemberData(nameof(SourceNames))]
    public async Task Strangers_are_not_asked(string source)
    {
        Assert.Equal(26, Strangers.Length);
        foreach (var address in Strangers)
        {
            var result = await GetAsync(source, address);
            if (source.EndsWith("metadata", StringComparison.Ordinal) && !Uri.IsWellFormedUriString(address, UriKind.Absolute))
            {
                // The SDK reads this variable, too, wherever the credentials come from.
                Assert.Contains("AWS_EC2_METADATA_SERVICE_ENDPOINT is no URL", result.StderrText, StringComparison.Ordinal);
                Assert.Equal(78, result.ExitCode);
                continue;
            }

            world.AssertRefused(result, Refusal);
        }
    }

    [NativeTheory]
    [MemberData(nameof(SourceNames))]
    public async Task This_host_and_AWS_are_asked_and_https_anywhere(string source)
    {
        Assert.Equal(17, Trusted.Length);
        foreach (var result in await Task.WhenAll(Trusted.Select(address => GetAsync(source, address))))
        {
            // Nobody answers there.
            Assert.True(result.ExitCode is 69 or 78);
            world.AssertRefused(result.ExitCode, result);
            Assert.DoesNotContain(Refusal, result.StderrText, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string> SourceNames => [.. Sources];

    private Task<ProcessResult> GetAsync(string source, string address)
    {
        var isContainer = source.EndsWith("container", StringComparison.Ordinal);
        Dictionary<string, string> variables = isContainer
            ? new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = address }
            : new() { ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = address };
        return world.GetAsync(variables, source.StartsWith("profile", StringComparison.Ordinal)
            ? new()
            {
                [".aws/config"] = $"[default]\nrole_arn = {CredentialWorld.RoleArn}\ncredential_source = "
                    + $"{(isContainer ? "EcsContainer" : "Ec2InstanceMetadata")}\n",
            }
            : null);
    }
}
