using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.Tests.UseCases.Loading;

/// <summary>Places that remember what became of them.</summary>
internal sealed class FakePlaces : ISecretPlaces
{
    private readonly Lock changing = new();

    /// <summary>Secrets that were taken, with whether they had a place before.</summary>
    public Dictionary<SecretAddress, (byte[] Value, bool HadPlace)> Taken { get; } = [];

    /// <summary>All places that were made.</summary>
    public List<FakePlace> Made { get; } = [];

    /// <summary>The least length of a ciphertext that has a place.</summary>
    public int Least { get; init; }

    /// <summary>How much longer a place says that it is.</summary>
    public int Added { get; init; }

    public ISecretPlace? Make(SecretAddress address, long bytes)
    {
        lock (changing)
        {
            if (bytes < Least)
            {
                return null;
            }

            Made.Add(new FakePlace(Added));
            return Made[^1];
        }
    }

    public bool Take(SecretAddress address, SecretValue value, ISecretPlace? place)
    {
        lock (changing)
        {
            Taken.Add(address, (value.Reveal().ToArray(), place is not null));
            if (place is FakePlace own)
            {
                own.IsHeld = true;
            }

            return true;
        }
    }

    internal sealed class FakePlace(int added) : ISecretPlace
    {
        private readonly List<byte> bytes = [];

        public bool IsHeld { get; set; }

        public bool IsDisposed { get; private set; }

        public int Length => bytes.Count + added;

        public void Append(ReadOnlySpan<byte> more) => bytes.AddRange(more);

        public T Look<T>(Func<ReadOnlySpan<byte>, T> look) => look(bytes.ToArray());

        public void Dispose() => IsDisposed = !IsHeld;
    }
}
