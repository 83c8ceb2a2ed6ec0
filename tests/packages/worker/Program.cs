using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

// A worker: the secrets at its start, each change while it runs, and its end when it is told to. A value is told by its digest.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Configuration["Coffer:ReloadInterval"] = "00:00:01";
builder.Configuration.AddCoffer(options => options.MapName = name => name.StartsWith(
    "tls/", StringComparison.Ordinal) ? null : name.Replace("__", ":", StringComparison.Ordinal));
builder.Services.AddHostedService<Teller>();
await builder.Build().RunAsync();
Console.WriteLine("ended");

internal sealed class Teller(IConfiguration configuration) : IHostedService
{
    private IDisposable? changes;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Tell();
        changes = ChangeToken.OnChange(configuration.GetReloadToken, Tell);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        changes?.Dispose();
        return Task.CompletedTask;
    }

    private void Tell() => Console.WriteLine(Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(configuration["ConnectionStrings:Main"]!))));
}
