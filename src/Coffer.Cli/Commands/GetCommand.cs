using System.CommandLine;
using Coffer.Cli.Exchange;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer get</c>: opens one secret, or several, from the repository or from S3.</summary>
internal static class GetCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address($"{Arguments.Several}; or s3://<bucket>/<service>/<name>");
        var format = Arguments.Format($"Write several, by their names, as one file: {ExchangeFormats.Names}");
        var command = new Command("get", "Open one secret and write it to stdout, byte for byte; or several as one file")
        {
            address, format,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var typed = parsed.GetRequiredValue(address);
            return IsMany(typed)
                ? SeveralAsync(app, typed, parsed.GetValue(format), cancellation)
                : parsed.GetValue(format) is null
                ? RunAsync(app, typed, cancellation)
                : throw new CofferException(
                    ErrorCode.Usage, "--format is for several secrets", "name a folder with a slash at its end, or a pattern with '*'");
        });
        return command;
    }

    private static bool IsMany(string typed) => AddressPattern.IsGlob(typed) || typed.EndsWith('/');

    // A pipe gets one value byte for byte, or several in a form that says where each begins.
    private static async Task<int> SeveralAsync(App app, string typed, string? format, CancellationToken cancellation)
    {
        var known = format is null ? default(ExchangeFormat?) : ExchangeFormats.Parse(format);
        var secrets = await SelectedSecrets.FindAsync(app, typed, isPlace: false, cancellation);
        if (known is { } several)
        {
            await ExportCommand.WriteAsync(secrets, several, cancellation);
            return 0;
        }

        if (secrets.Names.Count > 1)
        {
            throw new CofferException(
                ErrorCode.Usage,
                $"{secrets.Names.Count} secrets are meant:\n{string.Join('\n', secrets.Names.Keys.Select(address => $"  {address}"))}",
                $"--format writes them as one file: {ExchangeFormats.Names}");
        }

        var only = secrets.Names.Keys.First();
        return await OpenAsync(only, secrets.Origins[(only.Environment, only.Service)], cancellation);
    }

    private static Task<int> RunAsync(App app, string text, CancellationToken cancellation)
    {
        var (address, origin) = Find(app, text);
        return OpenAsync(address, origin, cancellation);
    }

    private static async Task<int> OpenAsync(SecretAddress address, SecretOrigin origin, CancellationToken cancellation)
    {
        using var value = await Deadline.RunAsync(
            async limit =>
            {
                var ciphertext = await origin.Source.ReadAsync(address, limit);
                return await origin.Keys.OpenAsync(address, ciphertext, origin.Policy, limit);
            },
            cancellation);
        Terminal.Bytes(value.Reveal());
        if (Terminal.OutputIsTerminal && !value.Reveal().EndsWith("\n"u8))
        {
            Terminal.Line("");
        }

        return 0;
    }

    private static (SecretAddress Address, SecretOrigin Origin) Find(App app, string text)
    {
        if (!RemoteAddress.Is(text))
        {
            var address = SecretAddress.Parse(text);
            return (address, OriginArguments.InRepository(app, address.Environment, address.Service, address.Name));
        }

        var remote = RemoteAddress.Parse(text);
        var slash = remote.Path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            throw new CofferException(ErrorCode.Usage, "what begins with 's3://' names no secret", "write s3://<bucket>/<service>/<name>");
        }

        var origin = OriginArguments.InBucket(app, remote.Bucket, remote.Path[..slash]);
        return (new SecretAddress(origin.Source.Environment, remote.Path[..slash], remote.Path[(slash + 1)..]), origin);
    }
}
