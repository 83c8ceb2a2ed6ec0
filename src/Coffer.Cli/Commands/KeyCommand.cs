using System.CommandLine;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer key</c>: the key pair of a service, for the format <c>service</c>.</summary>
internal static class KeyCommand
{
    public static Command Create(App app) => new("key", "The key pair of a service, for the format 'service'")
    {
        KeyCreateCommand.Create(app),
        KeyShowCommand.Create(app),
        KeyRotateCommand.Create(app),
        KeyCheckCommand.Create(app),
    };
}
