using System.CommandLine;
using System.Reflection;

namespace Coffer.Cli.Commands;

/// <summary><c>coffer version</c>: the same as <c>coffer --version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Print the version of this program");
        command.SetAction(_ =>
        {
            var version = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
            Terminal.Line(version.InformationalVersion);
            return 0;
        });
        return command;
    }
}
