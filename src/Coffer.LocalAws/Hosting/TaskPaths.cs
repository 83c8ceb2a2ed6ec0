using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services;
using Coffer.LocalAws.Services.Ecs;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Hosting;

/// <summary>
/// What ECS has for a task on a path: no bucket can be called v2 or v4. <c>/v2/credentials/ROLE[/TASK]</c> is for
/// AWS_CONTAINER_CREDENTIALS_FULL_URI, https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html;
/// <c>/v4/TASK/task</c> says how a task is,
/// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html.
/// </summary>
internal sealed partial class TaskPaths(TaskCredentials credentials, ResourceStore ecs, ServedHosts hosts)
{
    /// <summary>Answers a request for such a path, and says whether it was one.</summary>
    public async Task<bool> TryServeAsync(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || PathPattern().Match(http.Request.Path.Value ?? string.Empty) is not
            { Success: true } path)
        {
            return false;
        }

        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            http.Response.StatusCode = Write(http.Request, path.Groups, json);
            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
        return true;
    }

    private int Write(HttpRequest request, GroupCollection path, Utf8JsonWriter json)
    {
        try
        {
            BrowserCheck.Require(request, hosts);
        }
        catch (AwsException e)
        {
            return Fail(json, e.Status, e.Code, e.Text!);
        }

        return path["role"].Success
            ? WriteCredentials(path["role"].Value, path["session"].Value, json)
            : WriteTask(path["task"].Value, json);
    }

    private int WriteTask(string id, Utf8JsonWriter json)
    {
        if (ecs.All.FirstOrDefault(resource => resource.Arn.Contains(":task/", StringComparison.Ordinal)
            && resource.Arn.EndsWith($"/{id}", StringComparison.Ordinal)) is not { } task)
        {
            return Fail(json, 404, "NoSuchTask", $"There is no task '{id}'");
        }

        var definition = task.Text("taskDefinitionArn").Split('/')[^1].Split(':');
        json.WriteString("Cluster", task.Text("clusterArn"));
        json.WriteString("TaskARN", task.Arn);
        json.WriteString("Family", definition[0]);
        json.WriteString("Revision", definition[^1]);
        json.WriteString("DesiredStatus", task.Text("desiredStatus"));
        json.WriteString("KnownStatus", task.Text("lastStatus"));
        json.WriteString("LaunchType", task.Text("launchType"));
        return 200;
    }

    private int WriteCredentials(string role, string task, Utf8JsonWriter json)
    {
        if (credentials.Of(role, task) is not { } session)
        {
            return Fail(json, 404, "NoSuchRole", $"There is no role '{role}' that trusts ecs-tasks.amazonaws.com");
        }

        json.WriteString("RoleArn", session.RoleArn);
        json.WriteString("AccessKeyId", session.AccessKeyId);
        json.WriteString("SecretAccessKey", session.SecretAccessKey);
        json.WriteString("Token", session.SessionToken);
        json.WriteString("Expiration", session.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return 200;
    }

    private static int Fail(Utf8JsonWriter json, int status, string code, string message)
    {
        json.WriteString("code", code);
        json.WriteString("message", message);
        return status;
    }

    [GeneratedRegex("^/v2/credentials/(?<role>[^/]+)(/(?<session>[0-9a-f]{32}))?$|^/v4/(?<task>[0-9a-f]{32})/task$")]
    private static partial Regex PathPattern();
}
