namespace Coffer.Core.Tests.Errors;

/// <summary>An error that the sources can give.</summary>
/// <param name="Room">The folder of the source.</param>
/// <param name="Codes">The exit codes that it may have; <c>…</c> where it is that of another error.</param>
/// <param name="Text">What it says.</param>
/// <param name="Hints">The next steps that it may name; empty where it names none.</param>
internal sealed record FoundError(string Room, string Codes, string Text, string Hints);
