using Coffer.Core.Formats;
using Coffer.Core.Model;

namespace Coffer.Core.UseCases.Verification;

/// <summary>Each file by itself: its path is an address, it is a regular file, it holds ciphertext.</summary>
internal static class FileChecks
{
    private const string PlaintextHint =
        "whatever it held is in Git's history now: change that value, then seal the new one with 'coffer set'";

    private const string EmulatorHint =
        "seal it with this environment's key ('coffer set'); or give the environment an \"endpoint\" in coffer.json, if it is a local one";

    /// <summary>What is wrong with a file.</summary>
    public static IEnumerable<Finding> Check(ScannedFile file)
    {
        if (file.Entry.Kind == FileKind.File && AtomicFile.IsTemporary(Path.GetFileName(file.Entry.Path)))
        {
            yield return file.Finding(
                Rule.InterruptedWrite, "it was left by a command that was interrupted", "remove it; the secret itself is whole");
            yield break;
        }

        if (file.AddressProblem is { } problem)
        {
            yield return file.Finding(
                Rule.NotAnAddress,
                $"its path is not the address of a secret: {problem}",
                "rename it to <environment>/<service>/<name>, or move it out");
        }

        if (file.ReadProblem is { } unreadable)
        {
            yield return file.Finding(Rule.Unreadable, unreadable.Message, unreadable.Hint);
        }
        else if (file.Content is { } content && Judge(content, file.Environment.Endpoint is not null) is { } judged)
        {
            yield return file.Finding(judged.Rule, judged.Message, judged.Hint);
        }
    }

    private static (Rule Rule, string Message, string? Hint)? Judge(SealedContent content, bool isLocal) => content.Format switch
    {
        SealedFormat.Kms when content.Blob!.PlaintextBytes > KmsBlob.MaxPlaintextBytes =>
            (Rule.TooLongForKms, $"its plaintext has {content.Blob.PlaintextBytes} bytes, more than KMS encrypts", null),
        SealedFormat.Kms => null,
        SealedFormat.Envelope => null,
        SealedFormat.Service when content.Problem is { } problem =>
            (Rule.Damaged, problem, "restore the file from Git, or seal it again with 'coffer set'"),
        SealedFormat.Service => null,
        SealedFormat.Unknown when content.IsOfEmulator => isLocal
            ? (Rule.EmulatorHere, content.Problem!, null)
            : (Rule.EmulatorCiphertext, content.Problem!, EmulatorHint),
        SealedFormat.Unknown => (Rule.UnknownCiphertext, content.Problem!, "see whether 'coffer get' opens it"),
        _ => (Rule.Plaintext, content.Problem!, content.Mend ?? PlaintextHint),
    };
}
