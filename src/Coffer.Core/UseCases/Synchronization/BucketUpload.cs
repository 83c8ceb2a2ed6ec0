using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>What is done, or would be, to an object.</summary>
internal enum ObjectChange
{
    /// <summary>A secret is there that was not.</summary>
    Uploaded,

    /// <summary>A secret has other bytes.</summary>
    Replaced,

    /// <summary>A service's release is written.</summary>
    Released,

    /// <summary>It is deleted.</summary>
    Deleted,
}

/// <summary>Makes the bucket's secrets those of the repository.</summary>
/// <param name="here">The repository's files.</param>
/// <param name="store">Its bucket.</param>
/// <param name="tell">Told of each change of a key, once it is done.</param>
internal sealed class BucketUpload(RepositoryReading here, ISecretStore store, Action<string, ObjectChange> tell)
{
    private const int MaxConcurrent = 16;

    /// <summary>Several at once, told in the order of their names; what was done is told also where another fails.</summary>
    /// <param name="changes">The secrets to upload, replace or delete.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>Those that were uploaded, as they are then, by their keys.</returns>
    public async Task<IReadOnlyDictionary<string, ComparedSecret>> RunAsync(
        IReadOnlyList<ComparedSecret> changes, CancellationToken cancellation)
    {
        var after = new Dictionary<string, ComparedSecret>();
        foreach (var several in changes.Chunk(MaxConcurrent))
        {
            var running = several.Select(change => ApplyAsync(change, cancellation)).ToList();
            var all = Task.WhenAll(running);
            await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (change, task) in several.Zip(running).Where(pair => pair.Second.IsCompletedSuccessfully))
            {
                after[change.Key] = await task.ConfigureAwait(false);
                tell(change.Key, PushPlan.ChangeOf(change));
            }

            await all.ConfigureAwait(false);
        }

        return after;
    }

    private async Task<ComparedSecret> ApplyAsync(ComparedSecret change, CancellationToken cancellation)
    {
        if (change.State == SecretState.OnlyInBucket)
        {
            await store.DeleteAsync(change.Key, cancellation).ConfigureAwait(false);
            return change;
        }

        var version = await store.PutAsync(change.Key, here.ContentOf(change.Key), change.Tag, cancellation).ConfigureAwait(false);
        return change with { State = SecretState.Same, Version = version };
    }
}
