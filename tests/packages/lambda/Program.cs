using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

// The shape of a function of AWS Lambda: its start loads once, each invocation (a line of stdin) asks whether something has changed, as
// nothing runs in the background between two of them. A value is told by its digest.
IConfigurationRoot configuration = new ConfigurationBuilder()
    .AddCoffer(options => options.MapName = name => name.StartsWith(
        "tls/", StringComparison.Ordinal) ? null : name.Replace("__", ":", StringComparison.Ordinal))
    .Build();

while (await Console.In.ReadLineAsync() is not null)
{
    using var invocation = new CancellationTokenSource(TimeSpan.FromSeconds(10));
    await configuration.ReloadCofferAsync(invocation.Token);
    Console.WriteLine(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration["ConnectionStrings:Main"]!))));
}
