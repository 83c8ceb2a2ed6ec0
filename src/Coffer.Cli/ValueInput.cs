using System.Security.Cryptography;
using System.Text;
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
        : fromFile is not null ? FromFile(Path.Combine(app.Folder, fromFile), AddressGrammar.Printable(fromFile))
        : HiddenInput.IsInteractive ? FromPrompt(app, prompt)
        : FromInput();

    // Not a file of the repository: a link, /dev/stdin or a shell's <(…) is what somebody means by it.
    private static SecretValue FromFile(string path, string shown)
    {
        try
        {
            using var file = Disk.Own.Open(path, followLinks: true);
            return ReadAll(file, $"'{shown}'", static bytes => bytes);
        }
        catch (Exception exception) when (FileTrouble.CannotBe(exception))
        {
            // Not the name: the value itself in its place is an easy mistake.
            throw new CofferException(
                ErrorCode.NotFound,
                "the file that '--from-file' names does not exist",
                "give a file's path, not the value; or pipe the value in",
                exception);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw FileTrouble.Reading(shown, exception, "look at the file's owner and mode; a folder is no value");
        }
    }

    private static SecretValue FromPrompt(App app, string prompt)
    {
        var typed = Terminal.ReadHidden(prompt);
        var value = SecretValue.Create(
            Encoding.UTF8.GetByteCount(typed), typed, static (to, from) => Encoding.UTF8.GetBytes(from, to));
        Array.Clear(typed);
        return value;
    }

    private static SecretValue FromInput()
    {
        try
        {
            using var input = Descriptor.OpenInput();
            return ReadAll(input, "the value on stdin", TextValue.WithoutFinalNewline);
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new CofferException(
                ErrorCode.Denied,
                $"the value on stdin cannot be read: {FileTrouble.Cause(exception)}",
                "pipe the value in, or name a file: --from-file",
                exception);
        }
    }

    private static SecretValue ReadAll(OpenedFile input, string shown, Trim trim)
    {
        var buffer = GC.AllocateArray<byte>(MaxBytes + 1, pinned: true);
        try
        {
            var length = input.Fill(buffer);
            return length <= MaxBytes
                ? SecretValue.CopyOf(trim(buffer.AsSpan(0, length)))
                : throw new CofferException(
                    ErrorCode.Malformed, $"{shown} has more than {MaxBytes} bytes, those of the largest secret", SealingPolicy.TooLongHint);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }
}
