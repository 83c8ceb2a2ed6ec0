using Coffer.Core.Configuration;
using Coffer.Core.Formats;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Synchronization;

namespace Coffer.Core.UseCases.Running;

/// <summary>
/// Which secrets the containers of an environment have, beside the repository's files. Each release that is pinned somewhere is read once,
/// in its version, and compared by its bytes: nothing is opened.
/// </summary>
/// <param name="here">The repository's files.</param>
/// <param name="bucket">The environment's bucket, by its name.</param>
/// <param name="store">What it holds.</param>
internal sealed class RunningComparison(RepositoryReading here, string bucket, ISecretStore store)
{
    /// <summary>Compares those containers that load secrets of this environment.</summary>
    public async Task<IReadOnlyList<RunningRelease>> CompareAsync(
        IReadOnlyList<DefinedContainer> containers, CancellationToken cancellation)
    {
        var ours = containers.Where(IsOurs).ToList();
        var read = new Dictionary<(string Service, ReleasePin Pin), Task<IReadOnlyList<RunningSecret>?>>();
        var compared = new List<RunningRelease>();
        foreach (var container in ours)
        {
            var service = container.Variables.GetValueOrDefault(CofferVariables.Service, "");
            if (PinOf(container, out var isBad) is not { } pin)
            {
                compared.Add(new RunningRelease(container, service, isBad ? RunningState.BadPin : RunningState.Unpinned, null, []));
                continue;
            }

            if (!read.TryGetValue((service, pin), out var reading))
            {
                read[(service, pin)] = reading = DifferencesAsync(service, pin, cancellation);
            }

            compared.Add(await reading.ConfigureAwait(false) is { } secrets
                ? new RunningRelease(container, service, secrets.Count == 0 ? RunningState.Same : RunningState.Old, pin, secrets)
                : new RunningRelease(container, service, RunningState.Lost, pin, []));
        }

        return compared;
    }

    // Two environments never share a bucket.
    private bool IsOurs(DefinedContainer container) => bucket == (
        container.Variables.GetValueOrDefault(CofferVariables.Bucket)
        ?? container.Variables.GetValueOrDefault(CofferVariables.ArticleBucket));

    private static ReleasePin? PinOf(DefinedContainer container, out bool isBad)
    {
        isBad = false;
        if (container.Variables.GetValueOrDefault(ReleasePin.Variable) is not { } text || text == ReleasePin.Latest)
        {
            return null;
        }

        try
        {
            return ReleasePin.Parse(text);
        }
        catch (CofferException)
        {
            isBad = true;
            return null;
        }
    }

    /// <summary>What a release has that the repository has not, and the other way round; null where the release is not to be had.</summary>
    private async Task<IReadOnlyList<RunningSecret>?> DifferencesAsync(string service, ReleasePin pin, CancellationToken cancellation)
    {
        Release release;
        try
        {
            var stored = await store.GetAsync(Release.KeyOf(service), pin.Version, cancellation).ConfigureAwait(false);
            if (ReleasePin.DigestOf(stored.Bytes) != pin.Sha256)
            {
                return null;
            }

            release = new ReleaseReader($"the release of '{here.Environment}/{service}'").Read(stored.Bytes, here.Environment, service);
        }
        catch (CofferException exception) when (exception.Code is ErrorCode.NotFound or ErrorCode.Malformed)
        {
            return null;
        }

        var names = here.Addresses.Where(address => address.Service == service).Select(address => address.Key[(service.Length + 1)..]);

        // Where the seed is another one, it was sealed again, and mostly what it opens was, too.
        var isOtherPair = !Same(release.Seed, here.SeedOf(service));
        return
        [
            .. names.Union(release.Secrets.Keys).Order(StringComparer.Ordinal)
                .Select(name => (Name: name, State: StateOf(release, service, name, isOtherPair)))
                .Where(secret => secret.State is not null)
                .Select(secret => new RunningSecret(secret.Name, secret.State!.Value)),
        ];
    }

    private RunningSecretState? StateOf(Release release, string service, string name, bool isOtherPair)
    {
        var key = $"{service}/{name}";
        if (!here.Has(key))
        {
            return RunningSecretState.Removed;
        }

        if (!release.Secrets.TryGetValue(name, out var entry))
        {
            return RunningSecretState.Missing;
        }

        // What KMS opens has nothing to do with the pair.
        var content = here.ContentOf(key);
        var isForPair = SealedContent.Of(content).Format == SealedFormat.Service;
        return Same(entry, content) && !(isOtherPair && isForPair) ? null : RunningSecretState.Old;
    }

    private static bool Same(ReleaseEntry entry, byte[] content) => entry switch
    {
        InlineEntry inline => inline.Ciphertext.Span.SequenceEqual(content),
        StoredEntry stored => stored.Sha256 == ReleasePin.DigestOf(content),
        _ => false,
    };

    private static bool Same(ReadOnlyMemory<byte>? one, ReadOnlyMemory<byte>? other) =>
        one is { } first ? other is { } second && first.Span.SequenceEqual(second.Span) : other is null;
}
