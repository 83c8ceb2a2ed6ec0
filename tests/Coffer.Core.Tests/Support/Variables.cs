namespace Coffer.Core.Tests.Support;

/// <summary>Environment variables of a test.</summary>
internal static class Variables
{
    /// <summary>No variable is set.</summary>
    public static string? None(string name) => null;
}
