using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.Ecs;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Hosting;

/// <summary>
/// The path of a task's credentials, for AWS_CONTAINER_CREDENTIALS_FULL_URI:
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html. No bucket can be called v2.
/// </summary>
internal sealed class TaskCredentialsPath(TaskCredentials credentials, ServedHosts hosts)
{
    private const string Prefix = "/v2/credentials/";

    /// <summary>Answers a request for credentials, and says whether it was one.</summary>
    public async Task<bool> TryServeAsync(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Path.Value is not { } path
            || !path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            http.Response.StatusCode = Write(http.Request, path[Prefix.Length..], json);
            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
        return true;
    }

    private int Write(HttpRequest request, string role, Utf8JsonWriter json)
    {
        try
        {
            BrowserCheck.Require(request, hosts);
        }
        catch (AwsException e)
        {
            return Fail(json, e.Status, e.Code, e.Text!);
        }

        if (credentials.Of(role) is not { } session)
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
}
