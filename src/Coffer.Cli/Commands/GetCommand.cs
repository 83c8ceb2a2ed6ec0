using System.CommandLine;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer get</c>: opens one secret, from the repository or from S3.</summary>
internal static class GetCommand
{
    public static Command Create(App app)
    {
        var address = Arguments.Address("<environment>/<service>/<name>, or s3://<bucket>/<service>/<name>");
        var command = new Command("get", "Open one secret and write it to stdout, byte for byte") { address };
        command.SetAction((parsed, cancellation) => RunAsync(app, parsed.GetRequiredValue(address), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(App app, string text, CancellationToken cancellation)
    {
        var (address, origin) = Find(app, text);
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
