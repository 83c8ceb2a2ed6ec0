using System.Security.Cryptography;
using Coffer.Core.Formats;

namespace Coffer.Cli.Exchange;

/// <summary>How a file of values is written.</summary>
internal enum ExchangeFormat
{
    /// <summary>NAME=VALUE, a line each.</summary>
    Dotenv,

    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>One YAML mapping.</summary>
    Yaml,
}

/// <summary>Which format is meant.</summary>
internal static class ExchangeFormats
{
    /// <summary>What <c>--format</c> takes.</summary>
    public const string Names = "dotenv, json or yaml";

    /// <summary>The format that somebody typed.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/>.</exception>
    public static ExchangeFormat Parse(string name) => name switch
    {
        "dotenv" or "env" => ExchangeFormat.Dotenv,
        "json" => ExchangeFormat.Json,
        "yaml" or "yml" => ExchangeFormat.Yaml,
        _ => throw new CofferException(ErrorCode.Usage, "what follows '--format' is no format", $"it is {Names}"),
    };

    /// <summary>The format that a file's name says; null where it says none.</summary>
    public static ExchangeFormat? OfName(string file) => Path.GetFileName(file) switch
    {
        var name when name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) => ExchangeFormat.Json,
        var name when name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) => ExchangeFormat.Yaml,
        var name when name.StartsWith(".env", StringComparison.Ordinal)
            || name.EndsWith(".env", StringComparison.OrdinalIgnoreCase) => ExchangeFormat.Dotenv,
        _ => null,
    };

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="ExchangeException">With the line.</exception>
    public static Entries Read(this ExchangeFormat format, ReadOnlySpan<byte> content)
    {
        // A parser of JSON takes an array: like the values, this copy is zeroed.
        var copy = GC.AllocateUninitializedArray<byte>(content.Length, pinned: true);
        try
        {
            content.CopyTo(copy);
            return ReadCopy(format, copy);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    private static Entries ReadCopy(ExchangeFormat format, byte[] content)
    {
        var entries = new Entries();
        try
        {
            if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            {
                throw new ExchangeException(1, "it is UTF-16, as Windows PowerShell writes it", "save it as UTF-8; nothing was written");
            }

            Encrypted.Refuse(content);
            switch (format)
            {
                case ExchangeFormat.Dotenv:
                    DotenvReader.Read(content, entries);
                    break;
                case ExchangeFormat.Json:
                    JsonValues.Read(content, entries);
                    break;
                default:
                    YamlValues.Read(content, entries);
                    break;
            }

            Encrypted.Refuse(entries.All);
            return entries;
        }
        catch (ExchangeException failure) when (ConflictMarkers.In(content))
        {
            entries.Dispose();
            throw new ExchangeException(failure.Line, ConflictMarkers.Problem, "merge it by hand, and take the markers away");
        }
        catch
        {
            entries.Dispose();
            throw;
        }
    }
}
