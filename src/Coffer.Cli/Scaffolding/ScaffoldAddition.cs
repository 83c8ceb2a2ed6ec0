namespace Coffer.Cli.Scaffolding;

/// <summary>A file that is there and gets something more: all that it had stays as it was.</summary>
/// <param name="Path">Relative to the repository's root.</param>
/// <param name="Content">What it is to hold.</param>
internal sealed record ScaffoldAddition(string Path, byte[] Content);
