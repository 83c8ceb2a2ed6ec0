namespace Coffer.Iam.Conditions;

/// <summary>
/// What is known of a request beyond who, what and on what: condition keys with no, one or several values each. Capitals and
/// small letters of a key are alike.
/// </summary>
internal sealed class RequestContext
{
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>KMS's encryption context, where the request has one.</summary>
    public IReadOnlyDictionary<string, string> EncryptionContext { get; private set; } = new Dictionary<string, string>();

    /// <summary>Says what a key's values are; none is the same as a key that is not there.</summary>
    public RequestContext Set(string key, params IReadOnlyList<string> given)
    {
        values[key] = given;
        open.Remove(key);
        return this;
    }

    /// <summary>
    /// Says that nobody knows yet what a key's values are: what depends on it is left open. One that ends with a slash or a colon
    /// means all keys that begin so, but for those that are set.
    /// </summary>
    public RequestContext Leave(string key)
    {
        open.Add(key);
        return this;
    }

    /// <summary>Sets the encryption context, and the condition keys that KMS makes of it.</summary>
    public RequestContext SetEncryptionContext(IReadOnlyDictionary<string, string> pairs)
    {
        EncryptionContext = pairs;

        // Names that differ by case only are one condition key with two values.
        foreach (var pair in pairs.GroupBy(pair => $"kms:EncryptionContext:{pair.Key}", StringComparer.OrdinalIgnoreCase))
        {
            Set(pair.Key, [.. pair.Select(each => each.Value)]);
        }

        return Set("kms:EncryptionContextKeys", [.. pairs.Keys]);
    }

    /// <summary>The values of a key; empty where the request does not have it. Null where that cannot be told, with the reason.</summary>
    public IReadOnlyList<string>? Find(string key, out string why)
    {
        why = "";
        var isSet = values.TryGetValue(key, out var found);
        if (open.Contains(key) || (!isSet && open.Any(family => IsOf(key, family))))
        {
            why = $"it depends on {key}";
            return null;
        }

        if (isSet)
        {
            return found;
        }

        why = ConditionKeys.Knows(key) ? "" : $"'{key}' is no condition key that is known here";
        return why.Length == 0 ? [] : null;
    }

    private static bool IsOf(string key, string family) =>
        family[^1] is '/' or ':' && key.StartsWith(family, StringComparison.OrdinalIgnoreCase);
}
