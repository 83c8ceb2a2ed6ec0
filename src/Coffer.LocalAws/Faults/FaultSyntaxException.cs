namespace Coffer.LocalAws.Faults;

/// <summary>A line of a faults file that cannot be read.</summary>
internal sealed class FaultSyntaxException(string message) : Exception(message);
