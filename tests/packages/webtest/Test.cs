using Microsoft.AspNetCore.Mvc.Testing;

namespace WebTest;

// What a test of a service does: its own Program, with Coffer turned off.
internal static class Test
{
    private static async Task Main()
    {
        await using var service = new WebApplicationFactory<Program>()
            .WithWebHostBuilder(host => host.UseSetting("Coffer:Enabled", "false"));
        using HttpClient client = service.CreateClient();
        Console.WriteLine(await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        Console.WriteLine(await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
    }
}
