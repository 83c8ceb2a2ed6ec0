using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>What an action works on.</summary>
internal sealed partial record IamRequest(QueryParameters Parameters, IamStore Store, string AccountId, DateTimeOffset Now)
{
    private const int LongestPath = 512;

    public string Path() => Parameters.Text("Path", 1, LongestPath, PathPattern()) ?? "/";

    public string Name(string parameter, int longest) => Parameters.Required(parameter, 1, longest, NamePattern());

    public string? PermissionsBoundary() => Parameters.Text("PermissionsBoundary", 20, 2048);

    [GeneratedRegex(@"^(/|/[!-~]+/)$")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"^[\w+=,.@-]+$")]
    private static partial Regex NamePattern();
}
