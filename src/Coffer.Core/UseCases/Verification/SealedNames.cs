using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Verification;

/// <summary>
/// Under which address a content was first known to Git. A ciphertext is bound to the address that it was sealed for, so one
/// that Git knew under another address before, was moved or copied without being sealed again, and does not open.
/// </summary>
internal sealed class SealedNames
{
    private readonly ILookup<string, string> first;

    /// <summary>Looks through the history, the last commit and the index.</summary>
    public SealedNames(IGit git)
    {
        // What is only in the index or the last commit is newer than all of the history.
        var known = git.History
            .Concat(git.Head.Select(file => new GitContent(1, file.Path, file.Blob)))
            .Concat(git.Index.Where(
                file => file is { Stage: 0, IsOnlyIntended: false }).Select(file => new GitContent(0, file.Path, file.Blob)));
        first = known.GroupBy(content => content.Blob)
            .SelectMany(blob => blob.GroupBy(content => content.Age).MaxBy(sameAge => sameAge.Key)!)
            .ToLookup(content => content.Blob, content => content.Path);
    }

    /// <summary>
    /// The path under which a content was known before it came to this address; null where that is the address itself, or not known.
    /// </summary>
    public string? Before(SecretAddress address, string blob)
    {
        var paths = first[blob].Distinct().ToList();

        // The whole repository may have been in another folder of Git's: the address is the same then.
        var own = $"/{address}";
        return paths.Count == 0 || paths.Exists(path => $"/{path}".EndsWith(own, StringComparison.Ordinal)) ? null : paths[0];
    }
}
