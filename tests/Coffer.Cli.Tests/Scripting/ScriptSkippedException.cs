namespace Coffer.Cli.Tests.Scripting;

/// <summary>The script says that it cannot run here.</summary>
internal sealed class ScriptSkippedException(string reason) : Exception(reason);
