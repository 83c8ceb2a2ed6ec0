using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Cli;

/// <summary>
/// What <c>git diff</c> shows of a secret's file: the same lines for the same bytes, whatever the file is called, since Git gives it a
/// name of its own. Never any of its content.
/// </summary>
internal static class TextOfFile
{
    public static int Print(App app, string path, bool asJson)
    {
        if (asJson)
        {
            throw new CofferException(ErrorCode.Usage, "--textconv and --json exclude each other");
        }

        var file = SafeFile.Read(Path.Combine(app.Folder, path), AddressGrammar.Printable(path), SecretRepository.MaxFileBytes);
        foreach (var line in Of(file))
        {
            Terminal.Line(line);
        }

        return 0;
    }

    private static IEnumerable<string> Of(byte[] file)
    {
        var content = SealedContent.Of(file);
        var envelope = content.Format == SealedFormat.Envelope ? EnvelopeSummary.Of(file) : null;
        yield return $"format:     {Inspection.NameOf(content.Format)}";
        yield return $"bytes:      {file.Length}";
        if ((content.Problem ?? envelope?.Problem) is { } problem)
        {
            // No digest: of plaintext in the wrong place it would tell which one it is.
            yield return $"problem:    {problem}";
            yield break;
        }

        if (content.Blob is { } blob)
        {
            yield return $"plaintext:  {blob.PlaintextBytes}";
            yield return $"key:        {blob.Fingerprint}";
        }
        else if (content.KeyId is { } pair)
        {
            yield return $"plaintext:  {file.Length - PairMessage.Overhead}";
            yield return $"key pair:   {pair}";
        }
        else if (envelope is { Header: { } header })
        {
            yield return $"plaintext:  {envelope.PlaintextBytes}";
            yield return $"keys:       {string.Join(", ", envelope.KeyArns)}";
            yield return $"context:    {AddressGrammar.Printable(EncryptionContext.ToShorthand(header.Context))}";
        }

        yield return $"digest:     {ReleasePin.DigestOf(file)}";
    }
}
