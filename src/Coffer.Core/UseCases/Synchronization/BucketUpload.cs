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
/// <param name="dryRun">Whether to do nothing but tell.</param>
internal sealed class BucketUpload(
    RepositoryReading here, ISecretStore store, Action<string, ObjectChange> tell, bool dryRun)
{
    private const int MaxConcurrent = 16;

    /// <summary>Several at once, told in the order of their names; what was done is told also where another fails.</summary>
    /// <returns>The secrets as they are then.</returns>
    public async Task<IReadOnlyList<ComparedSecret>> RunAsync(
        IReadOnlyList<ComparedSecret> secrets, bool delete, CancellationToken cancellation)
    {
        var after = secrets.ToDictionary(secret => secret.Key);
        var changes = secrets.Where(secret => secret.State is SecretState.Different or SecretState.OnlyInRepository
            || (delete && secret.State == SecretState.OnlyInBucket));
        foreach (var several in changes.Chunk(MaxConcurrent))
        {
            var running = several.Select(change => ApplyAsync(change, cancellation)).ToList();
            var all = Task.WhenAll(running);
            await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (change, task) in several.Zip(running).Where(pair => pair.Second.IsCompletedSuccessfully))
            {
                after[change.Key] = await task.ConfigureAwait(false);
                tell(change.Key, change.State switch
                {
                    SecretState.OnlyInBucket => ObjectChange.Deleted,
                    SecretState.Different => ObjectChange.Replaced,
                    _ => ObjectChange.Uploaded,
                });
            }

            await all.ConfigureAwait(false);
        }

        return [.. secrets.Select(secret => after[secret.Key]).Where(secret => !delete || secret.State != SecretState.OnlyInBucket)];
    }

    private async Task<ComparedSecret> ApplyAsync(ComparedSecret change, CancellationToken cancellation)
    {
        if (dryRun)
        {
            return change;
        }

        if (change.State == SecretState.OnlyInBucket)
        {
            await store.DeleteAsync(change.Key, cancellation).ConfigureAwait(false);
            return change;
        }

        var version = await store.PutAsync(change.Key, here.ContentOf(change.Key), change.Tag, cancellation).ConfigureAwait(false);
        return change with { State = SecretState.Same, Version = version };
    }
}
