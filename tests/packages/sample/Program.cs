using System.Security.Cryptography;
using System.Text;
using Coffer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// All that an application does with the library: configuration, the client, the health check. A value is told by its digest.
IConfigurationRoot configuration = new ConfigurationBuilder()
    .AddCoffer(options => options.MapName = name => name.StartsWith(
        "tls/", StringComparison.Ordinal) ? null : name.Replace("__", ":", StringComparison.Ordinal))
    .Build();
foreach ((string key, string? value) in configuration.AsEnumerable().Where(pair => pair.Value is not null))
{
    Console.WriteLine($"configuration {key} {Digest(Encoding.UTF8.GetBytes(value!))}");
}

ServiceCollection services = new();
services.AddLogging().AddSingleton<IConfiguration>(configuration).AddCofferClient();
services.AddHealthChecks().AddCoffer();
await using ServiceProvider provider = services.BuildServiceProvider();

using (SecretValue certificate = await provider.GetRequiredService<CofferClient>().OpenAsync("tls/keystore.p12"))
{
    Console.WriteLine($"client tls/keystore.p12 {Digest(certificate.Reveal())}");
}

HealthReport health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
Console.WriteLine($"health {health.Status}");

static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
