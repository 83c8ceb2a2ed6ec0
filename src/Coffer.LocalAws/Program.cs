using System.CommandLine;
using System.CommandLine.Invocation;
using Coffer.LocalAws;
using Coffer.LocalAws.Hosting;

var parsed = ServerCommand.Create(RunAsync).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
var problems = ServerCommand.Problems(parsed).ToList();
if (problems.Count > 0 || parsed.Action is ParseErrorAction)
{
    foreach (var message in problems)
    {
        await Console.Error.WriteLineAsync($"coffer-local: error: {message}");
    }

    return (int)ExitCode.Usage;
}

return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });

static async Task<int> RunAsync(Options options)
{
    try
    {
        await using var server = await LocalServer.StartAsync(options);
        if (options is { EnforceIam: true, Tls: null })
        {
            await Console.Error.WriteLineAsync("coffer-local: note: this is http, so aws:SecureTransport is false, and policies that deny "
                + "requests without TLS deny all; --tls FILE serves https");
        }

        await Console.Out.WriteLineAsync($"listening on {server.Endpoint.GetLeftPart(UriPartial.Authority)}");
        await Console.Out.FlushAsync();
        await server.WaitForShutdownAsync();
        return 0;
    }
    catch (StartupException e)
    {
        await Console.Error.WriteLineAsync($"coffer-local: error: {e.Message}");
        return (int)e.ExitCode;
    }
}
