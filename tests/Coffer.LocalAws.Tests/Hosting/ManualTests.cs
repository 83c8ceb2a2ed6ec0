using System.Text.RegularExpressions;
using Coffer.LocalAws.Services.Ecs;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.Logs;
using Coffer.LocalAws.Services.S3;
using Xunit;

namespace Coffer.LocalAws.Tests.Hosting;

/// <summary>The manual's table of actions says what is served, no more and no less.</summary>
public sealed partial class ManualTests
{
    [Fact]
    public void The_manual_names_every_action()
    {
        var rows = TableRow().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "manual", "local-aws.md")))
            .ToDictionary(row => row.Groups["service"].Value, row => row.Groups["actions"].Value.Split(", "));

        Assert.Equal(["ECS", "IAM", "KMS", "LOGS", "S3", "STS"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(KmsActions.Table.Keys.Order(StringComparer.Ordinal), rows["KMS"]);
        Assert.Equal(IamActions.Table.Keys.Order(StringComparer.Ordinal), rows["IAM"]);
        Assert.Equal(EcsActions.Table.Keys.Order(StringComparer.Ordinal), rows["ECS"]);
        Assert.Equal(LogsService.Table.Keys.Order(StringComparer.Ordinal), rows["LOGS"]);
        Assert.Equal(["AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity", "GetSessionToken"], rows["STS"]);

        // S3's table goes by method and sub-resource, the manual by the names of the API.
        Assert.Equal(S3ActionTable.Served.Count(), rows["S3"].Distinct().Count());
        Assert.Equal(rows["S3"].Order(StringComparer.Ordinal), rows["S3"]);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Coffer.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests are not in the repository");
        }

        return folder;
    }

    [GeneratedRegex(@"^\| (?<service>[A-Z0-9]+) \| (?<actions>\w+(, \w+)*) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
