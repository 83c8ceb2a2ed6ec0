using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coffer.LocalAws.Services.Logs;

/// <summary>Log groups: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html</summary>
internal static partial class LogGroups
{
    private const int Most = 50;
    private const string Retention = "retentionInDays";

    private static readonly int[] Days =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html</summary>
    public static void Create(LogsRequest request, Utf8JsonWriter answer)
    {
        var name = Name(request);
        if (request.Store.Find(request.ArnOf(name)) is not null)
        {
            throw LogsErrors.Exists();
        }

        request.Store.Put(new JsonResource(request.ArnOf(name), new JsonObject
        {
            ["logGroupName"] = name,
            ["logGroupArn"] = request.ArnOf(name),
            ["arn"] = $"{request.ArnOf(name)}:*",
            ["creationTime"] = request.Now.ToUnixTimeMilliseconds(),
            ["metricFilterCount"] = 0,
            ["storedBytes"] = 0,
            ["logGroupClass"] = "STANDARD",
        }).With(request.Given("kmsKeyId", "logGroupClass", LogTags.Member)));
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html</summary>
    public static void Delete(LogsRequest request, Utf8JsonWriter answer) => request.Store.Remove(Require(request));

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html</summary>
    public static void Describe(LogsRequest request, Utf8JsonWriter answer)
    {
        var prefix = request.Text("logGroupNamePrefix") ?? string.Empty;
        var part = request.Text("logGroupNamePattern") ?? string.Empty;
        var after = request.Text("nextToken") ?? string.Empty;
        var most = request.Number("limit", 1, Most) ?? Most;
        var groups = request.Store.Under(request.ArnOf(prefix))
            .Where(group => Name(group).Contains(part, StringComparison.OrdinalIgnoreCase))
            .Where(group => string.CompareOrdinal(Name(group), after) > 0)
            .OrderBy(Name, StringComparer.Ordinal)
            .Take(most + 1)
            .ToList();
        answer.WriteStartArray("logGroups");
        foreach (var group in groups.Take(most))
        {
            // Tags are asked for by themselves.
            var shown = group.Copy();
            shown.Remove(LogTags.Member);
            shown.WriteTo(answer);
        }

        answer.WriteEndArray();
        if (groups.Count > most)
        {
            answer.WriteString("nextToken", Name(groups[most - 1]));
        }
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html</summary>
    public static void PutRetention(LogsRequest request, Utf8JsonWriter answer)
    {
        var days = request.Number(Retention, 1, Days[^1]);
        if (days is null || !Days.Contains(days.Value))
        {
            throw LogsErrors.InvalidParameter($"{Retention} is one of {string.Join(", ", Days)}.");
        }

        request.Store.Put(Require(request).With(Retention, days));
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html</summary>
    public static void DeleteRetention(LogsRequest request, Utf8JsonWriter answer)
    {
        var group = Require(request);
        var document = group.Copy();
        document.Remove(Retention);
        request.Store.Put(group with { Document = document });
    }

    private static JsonResource Require(LogsRequest request) =>
        request.Store.Find(request.ArnOf(Name(request))) ?? throw LogsErrors.NotFound();

    private static string Name(JsonResource group) => group.Text("logGroupName");

    private static string Name(LogsRequest request) => NamePattern().IsMatch(request.Required("logGroupName"))
        ? request.Required("logGroupName")
        : throw LogsErrors.InvalidParameter("logGroupName has letters, digits, '.', '_', '-', '/' and '#', and at most 512 of them.");

    [GeneratedRegex(@"^[.\-_/#A-Za-z0-9]{1,512}$")]
    private static partial Regex NamePattern();
}
