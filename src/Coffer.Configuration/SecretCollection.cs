using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Coffer;

/// <summary>The opened secrets of a service by name, for example <c>tls/server.key</c>. Disposing of it zeroes all of them.</summary>
public sealed class SecretCollection : IReadOnlyDictionary<string, SecretValue>, IDisposable
{
    private readonly SortedDictionary<string, SecretValue> values;

    internal SecretCollection(IEnumerable<KeyValuePair<string, SecretValue>> values) =>
        this.values = new SortedDictionary<string, SecretValue>(values.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => values.Count;

    /// <summary>Their names, sorted.</summary>
    public IEnumerable<string> Keys => values.Keys;

    /// <summary>Their values, in the order of their names.</summary>
    public IEnumerable<SecretValue> Values => values.Values;

    /// <summary>The value of a secret. It is the collection's: do not keep it longer.</summary>
    /// <exception cref="KeyNotFoundException">The service has no secret of this name.</exception>
    public SecretValue this[string key] =>
        values.TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException(
                $"there is no secret '{Core.Model.AddressGrammar.Printable(key)}' among the {Count} of the service; names are as in the "
                    + "repository, below environment/service");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out SecretValue value) => values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, SecretValue>> GetEnumerator() => values.GetEnumerator();

    /// <summary>The names, and never a value.</summary>
    public override string ToString() => string.Join(", ", values.Keys);

    /// <summary>Zeroes all values.</summary>
    public void Dispose()
    {
        foreach (var value in values.Values)
        {
            value.Dispose();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
