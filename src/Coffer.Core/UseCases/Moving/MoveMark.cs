using System.Security.Cryptography;
using System.Text;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Moving;

/// <summary>
/// What a move or copy is about to write, kept beside <c>coffer.json</c> until it is done. A caller who may not decrypt cannot tell whether
/// two ciphertexts hold one value, so the next run takes a target for its own only with these very bytes, made from these very bytes.
/// The caller holds the repository's lock.
/// </summary>
internal sealed class MoveMark
{
    /// <summary>The file's name. Not that of a temporary file: those are removed by any command.</summary>
    public const string FileName = ".coffer-move";

    private readonly HashSet<string> lines;

    private MoveMark(HashSet<string> lines) => this.lines = lines;

    /// <summary>What an earlier run left; nothing where it ended by itself.</summary>
    /// <exception cref="CofferException">Where it cannot be read.</exception>
    public static MoveMark Read(SecretRepository repository)
    {
        var path = PathIn(repository);
        return new MoveMark(SafeFile.KindOf(path, FileName) == FileKind.Missing
            ? []
            : [.. Encoding.UTF8.GetString(SafeFile.Read(path, FileName, SecretRepository.MaxFileBytes)).Split('\n')]);
    }

    /// <summary>Writes the mark of a run, before it writes anything else.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public static void Write(SecretRepository repository, IEnumerable<(MovePair Pair, byte[] Old, byte[] New)> moves)
    {
        var text = string.Concat(moves.Select(move => $"{LineOf(move.Pair, move.Old, move.New)}\n"));
        AtomicFile.Replace(PathIn(repository), FileName, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Removes it, after everything else.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/>.</exception>
    public static void Remove(SecretRepository repository)
    {
        if (SafeFile.KindOf(PathIn(repository), FileName) != FileKind.Missing)
        {
            AtomicFile.Delete(PathIn(repository), FileName);
        }
    }

    /// <summary>Whether the earlier run made these bytes from those.</summary>
    public bool Has(MovePair pair, ReadOnlySpan<byte> old, ReadOnlySpan<byte> made) => lines.Contains(LineOf(pair, old, made));

    // Hashes of ciphertexts and of addresses: nothing to parse, and nothing that says more than the files beside it.
    private static string LineOf(MovePair pair, ReadOnlySpan<byte> old, ReadOnlySpan<byte> made) =>
        Convert.ToHexStringLower(SHA256.HashData(
        [.. SHA256.HashData(Encoding.UTF8.GetBytes($"{pair.From}\n{pair.To}")), .. SHA256.HashData(old), .. SHA256.HashData(made)]));

    private static string PathIn(SecretRepository repository) => Path.Combine(repository.Root, FileName);
}
