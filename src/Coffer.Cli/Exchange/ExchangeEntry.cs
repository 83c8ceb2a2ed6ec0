namespace Coffer.Cli.Exchange;

/// <summary>A value and its key, as a file of some other program has them.</summary>
/// <param name="Key">The key; of nested ones all, joined by slashes.</param>
/// <param name="Value">The value.</param>
/// <param name="Line">The line of the key, counted from 1.</param>
/// <param name="Name">The secret's name, where the file says it beside the key; else null.</param>
/// <param name="IsAmbiguous">Whether other programs read the same line otherwise.</param>
internal sealed record ExchangeEntry(string Key, SecretValue Value, int Line, string? Name = null, bool IsAmbiguous = false);
