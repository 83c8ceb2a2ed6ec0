using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Coffer.Aws.Credentials;

/// <summary>
/// A program that prints keys: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html. It is
/// started without a shell: there is none in a small image, and the documentation promises none.
/// </summary>
internal static class ProcessSource
{
    private const int MaxBytes = 64 * 1024;

    // Time for a person to touch a key or to answer a question elsewhere; less than what a start as a whole may take.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    public static async Task<AwsKeys> AskAsync(string command, CancellationToken cancellation)
    {
        var words = Words(command);
        if (words.Count == 0)
        {
            throw new SourceException("credential_process is empty");
        }

        using var process = Start(words);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            process.StandardInput.Close();
            var told = ForwardAsync(process.StandardError.BaseStream, limit.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, limit.Token).ConfigureAwait(false);
            return await EndedAsync(process, limit.Token).ConfigureAwait(false) is { } code and not 0
                ? throw new SourceException($"credential_process ended with exit code {code}", "run it by hand: its own message says why")
                : Keys(output);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw new SourceException(
                $"credential_process did not end within {Limit.TotalSeconds:0} seconds", "run it by hand: it may wait for somebody");
        }
    }

    private static Process Start(List<string> words)
    {
        // All three are pipes: a child with the terminal would have the runtime change its settings.
        var info = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(info)!;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            throw new SourceException($"credential_process cannot be started ('{words[0]}')", "write the whole path of the program");
        }
    }

    private static AwsKeys Keys(byte[] output)
    {
        try
        {
            using var document = CredentialJson.Parse(output);
            return document.RootElement.TryGetProperty("Version", out var version) && version.TryGetInt32(out var number) && number == 1
                ? CredentialJson.Keys(output, "SessionToken")
                : throw new SourceException("it answered without 'Version' 1");
        }
        catch (SourceException exception)
        {
            throw new SourceException($"credential_process: {exception.Message}", "run it by hand, and look at what it prints");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false)) > 0)
        {
            length += read;
        }

        return length <= MaxBytes ? buffer[..length] : throw new SourceException("credential_process answered too much");
    }

    /// <summary>Its questions and complaints are for who sits there.</summary>
    private static async Task ForwardAsync(Stream from, CancellationToken cancellation)
    {
        try
        {
            if (!StandardDescriptors.Has(StandardDescriptors.Errors))
            {
                await from.CopyToAsync(Stream.Null, cancellation).ConfigureAwait(false);
                return;
            }

            using var handle = new SafeFileHandle(2, ownsHandle: false);
#pragma warning disable RS0030 // no file, and nothing is asked of it
            using var to = OperatingSystem.IsWindows() ? Console.OpenStandardError() : new FileStream(handle, FileAccess.Write, 0);
#pragma warning restore RS0030
            await from.CopyToAsync(to, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is IOException or OperationCanceledException or UnauthorizedAccessException or ArgumentException)
        {
            // Nobody listens.
        }
    }

    /// <summary>The exit code; null where the system tells none, as when the caller ignores SIGCHLD.</summary>
    private static async Task<int?> EndedAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(EndLimit, cancellation).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>Blanks divide; quotes of both kinds hold together; a backslash is one, as paths of Windows need it.</summary>
    internal static List<string> Words(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var started = false;
        foreach (var letter in command)
        {
            if (quote != '\0' ? letter == quote : letter is '"' or '\'')
            {
                quote = quote == '\0' ? letter : '\0';
                started = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (started)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                started = false;
            }
            else
            {
                word.Append(letter);
                started = true;
            }
        }

        if (started)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
