using System.Security.Cryptography;
using System.Text;
using Coffer.Core.Errors;
using Coffer.Core.Repository;
using Coffer.Core.Sealing;

namespace Coffer.Cli;

/// <summary>Where a new value comes from: a generator, a file, a hidden prompt, or stdin. Never the command line.</summary>
internal static class ValueInput
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a value.</summary>
    /// <param name="app">The world.</param>
    /// <param name="prompt">What to ask on a terminal.</param>
    /// <param name="fromFile">A file, whose bytes are taken exactly; or null.</param>
    /// <param name="generate">What to generate; or null.</param>
    public static SecretValue Read(App app, string prompt, string? fromFile, string? generate) =>
        generate is not null ? ValueGenerator.Generate(generate)
        : fromFile is not null ? FromFile(Path.Combine(app.Folder, fromFile), fromFile)
        : HiddenInput.IsInteractive ? FromPrompt(app, prompt)
        : FromInput();

    private static SecretValue FromFile(string path, string shown)
    {
        var content = SafeFile.Read(path, shown, MaxBytes);
        var value = SecretValue.CopyOf(content);
        CryptographicOperations.ZeroMemory(content);
        return value;
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
        var buffer = GC.AllocateArray<byte>(MaxBytes + 1, pinned: true);
        using var input = Console.OpenStandardInput();
        var length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > MaxBytes)
        {
            CryptographicOperations.ZeroMemory(buffer);
            throw new CofferException(ErrorCode.Malformed, $"the value on stdin has more than {MaxBytes} bytes");
        }

        var value = SecretValue.CopyOf(TextValue.WithoutFinalNewline(buffer.AsSpan(0, length)));
        CryptographicOperations.ZeroMemory(buffer);
        return value;
    }
}
