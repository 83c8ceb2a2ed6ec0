namespace Coffer.Cli.Tests.Scripting;

/// <summary>A script did not hold, or could not be read. The message is what the author of the script sees.</summary>
internal sealed class ScriptFailureException(string message) : Exception(message);
