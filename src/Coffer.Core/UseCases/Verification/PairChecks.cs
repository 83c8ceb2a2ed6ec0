using Coffer.Core.Configuration;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>
/// The key pairs of services, as far as they show without KMS: each half is there, the files are sealed for it, and nobody has put another
/// public key in its place.
/// </summary>
internal static class PairChecks
{
    private const int ShownOfId = 16;

    /// <summary>Checks the services of an environment.</summary>
    public static IEnumerable<Finding> Check(
        SecretRepository repository, EnvironmentSettings environment, IReadOnlyList<ScannedFile> files, IGit? git)
    {
        var services = files.Where(file => file.Environment.Name == environment.Name && file.Address is not null)
            .ToLookup(file => file.Address!.Service);
        return repository.FoldersOf(environment.Name).Union(services.Select(service => service.Key)).Order(StringComparer.Ordinal)
            .SelectMany(service => Check(new PairFiles(repository), environment, service, [.. services[service]], git));
    }

    private static List<Finding> Check(
        PairFiles pairs, EnvironmentSettings environment, string service, IReadOnlyList<ScannedFile> files, IGit? git)
    {
        var name = $"{environment.Name}/{service}";
        var publicPath = $"{name}/{PairFiles.PublicName}";
        Finding Found(Rule rule, string path, string message, string hint) =>
            new(rule, environment.Name, path, message, hint);

        var forPair = files.Where(file => file is { IsSecret: true, Content.KeyId: not null }).ToList();
        var seed = files.FirstOrDefault(file => file.Address!.IsSeed);
        PublicKey? key;
        bool isRotating;
        try
        {
            key = pairs.FindPublic(environment.Name, service);
            isRotating = pairs.FindNext(environment.Name, service) is not null;
        }
        catch (CofferException broken)
        {
            var rule = broken.Code == ErrorCode.Malformed ? Rule.PairMalformed : Rule.Unreadable;
            return [Found(rule, publicPath, broken.Message, broken.Hint ?? "restore it from Git")];
        }

        if (key is null && seed is null && !isRotating)
        {
            return
            [
                .. forPair.Select(file => file.Finding(
                    Rule.PairMissing,
                    "it is sealed for a key pair, and the service has none here",
                    $"fetch '{name}/.coffer' or restore it from Git: nothing else opens it")),
                .. SealsForPair(environment, service) ? [Found(
                    Rule.PairNone,
                    name,
                    "its secrets are of the format 'service', and it has no key pair: nothing can be sealed",
                    $"'coffer key create {name}' makes one")] : (Finding[])[],
            ];
        }

        return isRotating ? [Found(
                Rule.PairRotating,
                $"{name}/{PairFiles.NextName}",
                "a rotation of the key pair was interrupted",
                $"'coffer key rotate {name}' finishes it")]
            : seed is null ? [Found(
                Rule.PairHalf,
                publicPath,
                $"its private key '{name}/{SecretAddress.SeedName}' is not here: what is sealed for it does not open",
                "fetch it or restore it from Git")]
            : key is null ? [Found(
                Rule.PairHalf,
                $"{name}/{SecretAddress.SeedName}",
                "its public key is not here",
                $"restore it from Git, or 'coffer key create {name}' makes it")]
            :
            [
                .. environment.Policy.KeyIdOf(service) is { } pinned && pinned != key.IdText ? [Found(
                    Rule.PairNotPinned,
                    publicPath,
                    $"it is not the key that {CofferConfiguration.FileName} says: its id is {key.IdText}",
                    "restore it from Git; after a rotation that you know of, write the new id")] : (Finding[])[],
                .. git is not null && IsNewerThanPrivate(publicPath, key, seed, git) ? [Found(
                    Rule.PairReplaced,
                    publicPath,
                    "Git has it since after its private key, and a rotation changes both: somebody may have put his own key there",
                    $"'coffer key check {name}' asks KMS; find out who changed it; 'coffer key rotate {name}' makes a pair that is yours")]
                    : (Finding[])[],
                .. forPair.Where(file => file.Content!.KeyId != key.IdText).Select(file => file.Finding(
                    Rule.PairOther,
                    $"it is sealed for another key pair than the service's (id {file.Content!.KeyId![..ShownOfId]}…): it does not open",
                    $"take it and '{name}/.coffer' from one commit, or seal it again with 'coffer set {file.Entry.Path}'")),
            ];
    }

    private static bool SealsForPair(EnvironmentSettings environment, string service) =>
        environment.Policy.FormatFor(new SecretAddress(environment.Name, service, "name"), length: 1) == SealedFormat.Service;

    // The private key may be newer: 'rekey' seals it again for the same pair.
    private static bool IsNewerThanPrivate(string path, PublicKey key, ScannedFile seed, IGit git) =>
        seed.Id is not null && Since(path, git.BlobOf(key.ToPem()), git) < Since(seed.Entry.Path, seed.Id, git);

    /// <summary>How long Git has had a content at a path; the greater, the longer.</summary>
    private static int Since(string path, string blob, IGit git)
    {
        var history = git.History.Where(content => content.Path == path && content.Blob == blob).Select(content => content.Age).ToList();
        return history.Count > 0 ? history.Max()

            // In the last commit, and changed in none that was looked at: it is older than they.
            : git.Head.Any(file => file.Path == path && file.Blob == blob) ? int.MaxValue
            : git.Index.Any(file => file.Path == path && file.Blob == blob) ? 0
            : -1;
    }
}
