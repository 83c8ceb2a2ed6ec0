using Coffer.Core.Model;

namespace Coffer.Cli.Exchange;

/// <summary>
/// Writes dotenv files that a shell can source without running anything, and that node's dotenv, docker compose and python-dotenv read the
/// same way wherever their grammars have a common form for a value.
/// </summary>
internal static class DotenvWriter
{
    private static readonly System.Buffers.SearchValues<byte> Plain = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,=-"u8);

    /// <summary>Why a value cannot be written at all; null where it can.</summary>
    public static string? Problem(ReadOnlySpan<byte> value) => TextValue.VariableProblem(value);

    /// <summary>Whether all of the three programs read a value as it is.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> value) => IsPlain(value) || FitsSingleQuotes(value) || FitsDoubleQuotes(value);

    /// <summary>Writes one line, or more where the value has more.</summary>
    public static void Write(SecretBuffer to, string key, ReadOnlySpan<byte> value)
    {
        to.Add($"{key}=");
        if (IsPlain(value))
        {
            to.Add(value);
        }
        else if (FitsSingleQuotes(value))
        {
            to.Add((byte)'\'');
            to.Add(value);
            to.Add((byte)'\'');
        }
        else
        {
            WriteDoubleQuoted(to, value);
        }

        to.Add((byte)'\n');
    }

    // Within double quotes, a shell and docker compose replace $NAME, and a shell runs what is between backticks.
    private static void WriteDoubleQuoted(SecretBuffer to, ReadOnlySpan<byte> value)
    {
        to.Add((byte)'"');
        foreach (var c in value)
        {
            switch (c)
            {
                case (byte)'\\' or (byte)'"' or (byte)'$' or (byte)'`':
                    to.Add([(byte)'\\', c]);
                    break;
                case (byte)'\r':
                    to.Add("\\r"u8);
                    break;
                default:
                    to.Add(c);
                    break;
            }
        }

        to.Add((byte)'"');
    }

    private static bool IsPlain(ReadOnlySpan<byte> value) => value.Length > 0 && !value.ContainsAnyExcept(Plain);

    // Node's dotenv makes line ends of CR; python-dotenv replaces ${NAME} and halves backslashes there, too.
    private static bool FitsSingleQuotes(ReadOnlySpan<byte> value) =>
        !value.ContainsAny("'\r"u8) && value.IndexOf("\\\\"u8) < 0 && !value.EndsWith("\\"u8) && value.IndexOf("${"u8) < 0;

    private static bool FitsDoubleQuotes(ReadOnlySpan<byte> value) => !value.ContainsAny("\"\\$`"u8);
}
