using System.Runtime.CompilerServices;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.UseCases.Loading;

namespace Coffer.Configuration.Observing;

/// <summary>An origin each of whose steps is an activity: a listing, a secret that is read, one that is opened.</summary>
internal static class ObservedOrigin
{
    /// <summary>The same origin; as it is where nobody listens.</summary>
    public static SecretOrigin Of(SecretOrigin origin, AwsServers servers) => Telemetry.IsListenedTo
        ? origin with { Source = new Source(origin.Source, servers), Keys = new Keys(origin.Keys, servers) }
        : origin;

    private static async Task<T> ObserveAsync<T>(string name, (string? Server, string? Region) at, string? secret, Func<Task<T>> step)
    {
        using var activity = Telemetry.BeginStep(name, at, secret);
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Telemetry.Fail(activity, LoadObserver.CodeOf(exception));
            throw;
        }
    }

    private sealed class Source(ISecretSource source, AwsServers servers) : ISecretSource
    {
        private readonly bool isRemote = source is not RepositorySource;

        public string Description => source.Description;

        public string Environment => source.Environment;

        public string Service => source.Service;

        public string? TagOf(SecretAddress address) => source.TagOf(address);

        public long BytesOf(SecretAddress address) => source.BytesOf(address);

        public async IAsyncEnumerable<SecretAddress> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            var found = isRemote
                ? await ObserveAsync("coffer.list", servers.S3, null, () => AllAsync(cancellation)).ConfigureAwait(false)
                : await AllAsync(cancellation).ConfigureAwait(false);
            foreach (var address in found)
            {
                yield return address;
            }
        }

        public Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation) => isRemote
            ? ObserveAsync("coffer.get", servers.S3, address.ToString(), () => source.ReadAsync(address, cancellation))
            : source.ReadAsync(address, cancellation);

        public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
            source.SeedsOfAsync(address, cancellation);

        private async Task<List<SecretAddress>> AllAsync(CancellationToken cancellation)
        {
            var found = new List<SecretAddress>();
            await foreach (var address in source.ListAsync(cancellation).ConfigureAwait(false))
            {
                found.Add(address);
            }

            return found;
        }
    }

    private sealed class Keys(IKeyService keys, AwsServers servers) : IKeyService, IDisposable
    {
        public Task<byte[]> SealAsync(SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation) =>
            keys.SealAsync(address, value, policy, cancellation);

        public Task<SecretValue> OpenAsync(
            SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation) => ObserveAsync(
            "coffer.decrypt",
            servers.KmsIn(policy.Keys[0].Region),
            address.ToString(),
            () => keys.OpenAsync(address, ciphertext, policy, cancellation));

        public void Dispose() => (keys as IDisposable)?.Dispose();
    }
}
