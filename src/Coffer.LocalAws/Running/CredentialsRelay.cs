using System.Net;
using System.Security.Cryptography;
using Coffer.LocalAws.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Running;

/// <summary>
/// Gives a task the credentials of its role, by plain http on this machine as the agent of ECS does: not every SDK takes another CA's
/// certificate there. Only who has the token of AWS_CONTAINER_AUTHORIZATION_TOKEN gets them.
/// </summary>
internal sealed class CredentialsRelay : IAsyncDisposable
{
    private readonly RunnerClient ecs;
    private readonly string path;
    private readonly WebApplication application;

    private CredentialsRelay(RunnerClient ecs, string path)
    {
        (this.ecs, this.path) = (ecs, path);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.Run(ServeAsync);
    }

    /// <summary>What AWS_CONTAINER_AUTHORIZATION_TOKEN is to be.</summary>
    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What AWS_CONTAINER_CREDENTIALS_FULL_URI is to be.</summary>
    public string Address => new Uri(new Uri(application.Urls.Single()), path).AbsoluteUri;

    /// <param name="ecs">Who has the credentials.</param>
    /// <param name="path">The path that they have there.</param>
    public static async Task<CredentialsRelay> StartAsync(RunnerClient ecs, string path)
    {
        var relay = new CredentialsRelay(ecs, path);
        await relay.application.StartAsync();
        return relay;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        if (http.Request.Path.Value != path || !CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), System.Text.Encoding.UTF8.GetBytes(Token)))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            var (status, answer) = await ecs.GetAsync(path);
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(answer, http.RequestAborted);
        }
        catch (StartupException)
        {
            http.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }
}
