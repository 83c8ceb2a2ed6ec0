using System.Security.Cryptography;
using Coffer.Cli.Generating;
using Coffer.Cli.Prompting;
using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>Where a new value comes from: a generator, a file, a hidden prompt, or stdin. Never the command line.</summary>
internal static class ValueInput
{
    private const int MaxBytes = SealingPolicy.MaxSecretBytes;

    private delegate ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value);

    /// <summary>Reads a value.</summary>
    /// <param name="app">The world.</param>
    /// <param name="prompt">What to ask on a terminal.</param>
    /// <param name="fromFile">A file, whose bytes are taken exactly; or null.</param>
    /// <param name="generate">What to generate; or null.</param>
    public static SecretValue Read(App app, string prompt, string? fromFile, string? generate) =>
        generate is not null ? ValueGenerator.Generate(generate)
        : fromFile is not null ? FromFile(app, fromFile, "'--from-file' names", MaxBytes)
        : HiddenInput.IsInteractive ? FromPrompt(prompt)
        : FromInput("the value", "name a file: --from-file", MaxBytes, TextValue.WithoutFinalNewline);

    /// <summary>Reads a whole file, or stdin where none is named, exactly.</summary>
    /// <param name="app">The world.</param>
    /// <param name="file">The file; null or <c>-</c> for stdin.</param>
    /// <param name="maxBytes">More than this is refused.</param>
    public static SecretValue ReadFile(App app, string? file, int maxBytes) =>
        file is not (null or "-") ? FromFile(app, file, "is given", maxBytes)
        : Console.IsInputRedirected ? FromInput("what is piped in", "name a file", maxBytes, static bytes => bytes)
        : throw new CofferException(ErrorCode.Usage, "no file is given, and stdin is a terminal", "name a file, or pipe one in");

    // Not a file of the repository: a link, /dev/stdin or a shell's <(…) is what somebody means by it.
    private static SecretValue FromFile(App app, string file, string named, int maxBytes)
    {
        var shown = AddressGrammar.Printable(file);
        try
        {
            using var opened = Disk.Own.Open(Path.Combine(app.Folder, file), followLinks: true);
            return ReadAll(opened, $"'{shown}'", maxBytes, static bytes => bytes);
        }
        catch (Exception exception) when (FileTrouble.CannotBe(exception))
        {
            // Not the name: the value itself in its place is an easy mistake.
            throw new CofferException(
                ErrorCode.NotFound,
                $"the file that {named} does not exist",
                "give a file's path, not the value; or pipe the value in",
                exception);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Reading(shown, exception, "look at the file's owner and mode; a folder is no value");
        }
    }

    private static SecretValue FromPrompt(string prompt)
    {
        var typed = HiddenInput.Ask(prompt);
        try
        {
            return SecretValue.CopyOf(TextValue.WithoutFinalNewline(typed));
        }
        finally
        {
            Array.Clear(typed);
        }
    }

    private static SecretValue FromInput(string what, string otherwise, int maxBytes, Trim trim)
    {
        try
        {
            using var input = Descriptor.OpenInput();
            return ReadAll(input, $"{what} on stdin", maxBytes, trim);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new CofferException(
                ErrorCode.Denied,
                $"{what} on stdin cannot be read: {FileTrouble.Cause(exception)}",
                $"pipe the value in, or {otherwise}",
                exception);
        }
    }

    private static SecretValue ReadAll(OpenedFile input, string shown, int maxBytes, Trim trim)
    {
        var buffer = GC.AllocateArray<byte>(maxBytes + 1, pinned: true);
        try
        {
            var length = input.Fill(buffer);
            return length <= maxBytes
                ? SecretValue.CopyOf(trim(buffer.AsSpan(0, length)))
                : throw new CofferException(
                    ErrorCode.Malformed,
                    $"{shown} has more than {maxBytes} bytes{(maxBytes == MaxBytes ? ", those of the largest secret" : "")}",
                    SealingPolicy.TooLongHint);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
