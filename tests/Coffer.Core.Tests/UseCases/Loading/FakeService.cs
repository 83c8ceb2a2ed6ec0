using System.Text;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.Tests.UseCases.Loading;

/// <summary>A source and a key service in one: a ciphertext is its address, and its plaintext is that in upper case.</summary>
internal sealed class FakeService : ISecretSource, IKeyService
{
    private int running;
    private int most;

    public string Description => "staging/api";

    public string Environment => "staging";

    public string Service => "api";

    /// <summary>What happens when a secret is opened.</summary>
    public Func<SecretAddress, CancellationToken, Task> OnOpen { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Everything that was opened.</summary>
    public List<SecretValue> Opened { get; } = [];

    /// <summary>The most that were ever opened at the same time.</summary>
    public int MostAtOnce => most;

    public IAsyncEnumerable<SecretAddress> ListAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<SecretAddress>();

    public async Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation)
    {
        await Task.Yield();
        return Encoding.UTF8.GetBytes(address.ToString());
    }

    public async Task<StoredContent> ReadAsync(SecretAddress address, ISecretPlaces places, CancellationToken cancellation)
    {
        var bytes = await ReadAsync(address, cancellation);
        if (places.Make(address, bytes.Length) is not { } place)
        {
            return new StoredContent(bytes, null);
        }

        place.Append(bytes);
        return new StoredContent([], null) { Place = place };
    }

    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([]);

    public async Task<SecretValue> OpenAsync(
        SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation)
    {
        var now = Interlocked.Increment(ref running);
        try
        {
            lock (Opened)
            {
                most = Math.Max(most, now);
            }

            await OnOpen(address, cancellation);
            var value = SecretValue.CopyOf(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ciphertext.Span).ToUpperInvariant()));
            lock (Opened)
            {
                Opened.Add(value);
            }

            return value;
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    public Task<byte[]> SealAsync(SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation) =>
        throw new NotSupportedException("loading seals nothing");
}
