using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests;

/// <summary>What is left out where the runtime starts the programs under test: docs/decisions/51-what-the-sdk-alone-runs.md.</summary>
internal static class LeftOut
{
    /// <summary>The most programs that a script may start then.</summary>
    public const int MostStarts = 3;

    /// <summary>Why; null where nothing is left out.</summary>
    public static string? Reason => Executables.IsNative || Is("COFFER_TESTS") || Is("COFFER_SCRIPTS")
        ? null
        : "starts programs often, and COFFER_BIN names no native one ('./build native'); COFFER_TESTS=all runs it all the same";

    private static bool Is(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
