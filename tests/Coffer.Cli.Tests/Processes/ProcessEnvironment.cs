using System.Runtime.InteropServices;

namespace Coffer.Cli.Tests.Processes;

/// <summary>The environment every program under test starts from: the same on each machine.</summary>
internal static class ProcessEnvironment
{
    public static Dictionary<string, string> Minimal() => new(StringComparer.Ordinal)
    {
        ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin",
        ["LANG"] = "C.UTF-8",
        ["DOTNET_EnableDiagnostics"] = "0",
        // The executables under test are apphosts: they must find the runtime that runs the tests.
        ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        // Git as it comes, whatever this machine and its user have set.
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "you",
        ["GIT_AUTHOR_EMAIL"] = "you@example.com",
        ["GIT_COMMITTER_NAME"] = "you",
        ["GIT_COMMITTER_EMAIL"] = "you@example.com",
    };

    /// <summary>What a client of the local AWS sets.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Client(Uri endpoint) =>
    [
        new("AWS_ENDPOINT_URL", endpoint.GetLeftPart(UriPartial.Authority)),
        new("AWS_REGION", LocalAwsProcess.DefaultRegion),
        new("AWS_ACCESS_KEY_ID", "test"),
        new("AWS_SECRET_ACCESS_KEY", "test"),
    ];
}
