using System.Text;
using System.Text.Json;
using Coffer.Core.Model;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Cli.Access;

/// <summary>Files that the command line names: read whole, with the file in every message.</summary>
internal static class InputFile
{
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>A file as JSON.</summary>
    public static JsonDocument Json(string path)
    {
        try
        {
            return JsonDocument.Parse(Bytes(path));
        }
        catch (JsonException failure)
        {
            throw new CofferException(
                ErrorCode.Malformed,
                $"'{Shown(path)}' is not JSON (line {failure.LineNumber + 1})",
                "write it with 'terraform show -json'",
                failure);
        }
    }

    /// <summary>A file as lines of text.</summary>
    public static string[] Lines(string path) => Encoding.UTF8.GetString(Bytes(path)).ReplaceLineEndings("\n").Split('\n');

    /// <summary>A file as a policy.</summary>
    public static NamedPolicy Policy(string path, string name) => Policy(PolicyReader.Read(Bytes(path)), $"'{Shown(path)}'", name);

    /// <summary>A policy, or the error that names its place.</summary>
    public static NamedPolicy Policy(PolicyReading reading, string where, string name) => reading.Problems is [var problem, ..]
        ? throw new CofferException(
            ErrorCode.Malformed,
            $"the policy {where} cannot be read: {AddressGrammar.Printable(problem.ToString())}",
            "AWS would not take it either: mend it")
        : new NamedPolicy(name, reading.Document);

    /// <summary>What is there.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/> where nothing is.</exception>
    public static FileKind KindOf(string path) => SafeFile.KindOf(path, Shown(path), followLinks: true) is var kind and not FileKind.Missing
        ? kind
        : throw Missing(null);

    // Not the name, which names nothing: it may be a value that was typed in the wrong place.
    private static CofferException Missing(Exception? failure) =>
        new(ErrorCode.NotFound, "a file that is given does not exist", "look at the paths after the options", failure);

    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = Disk.Own.Open(path, followLinks: true);
            var content = new byte[MaxBytes + 1];
            var length = file.Fill(content);
            var start = content.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;
            return length <= MaxBytes
                ? content[start..length]
                : throw new CofferException(
                    ErrorCode.Malformed, $"'{Shown(path)}' has more than {MaxBytes} bytes", "name the file that is meant");
        }
        catch (Exception failure) when (FileTrouble.CannotBe(failure))
        {
            throw Missing(failure);
        }
        catch (Exception failure) when (FileTrouble.Is(failure))
        {
            throw FileTrouble.Reading(Shown(path), failure);
        }
    }

    private static string Shown(string path) => AddressGrammar.Printable(path);
}
