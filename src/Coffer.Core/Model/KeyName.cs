using System.Buffers;

namespace Coffer.Core.Model;

/// <summary>
/// A KMS key by one of its names: an id, a key's ARN, an alias, or an alias's ARN
/// (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id). Parsed once, never split again.
/// </summary>
internal sealed record KeyName
{
    private const string AliasPrefix = "alias/";
    private const string KeyPrefix = "key/";

    // https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html: 1 to 2,048 characters.
    private const int MaxLength = 2048;

    private static readonly SearchValues<char> Word =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private KeyName(string text, string? partition, string? region, string? account, string resource) =>
        (Text, Partition, Region, Account, Resource) = (text, partition, region, account, resource);

    /// <summary>The name as it was given.</summary>
    public string Text { get; }

    /// <summary>For example <c>aws</c>; null where the name is no ARN.</summary>
    public string? Partition { get; }

    /// <summary>The region of an ARN; null for an id or an alias, which belong to the caller's region.</summary>
    public string? Region { get; }

    /// <summary>The account of an ARN; null for an id or an alias.</summary>
    public string? Account { get; }

    /// <summary><c>alias/…</c> or <c>key/…</c>, without what stands before it in an ARN.</summary>
    public string Resource { get; }

    /// <summary>Whether it is an alias or an alias's ARN: it does not tell which key it stands for.</summary>
    public bool IsAlias => Resource.StartsWith(AliasPrefix, StringComparison.Ordinal);

    /// <summary>Whether it is the ARN of a key, which names one key everywhere.</summary>
    public bool IsKeyArn => Partition is not null && !IsAlias;

    /// <summary>Reads a name.</summary>
    /// <param name="text">For example <c>alias/secrets</c>.</param>
    /// <param name="where">For the message: what said it.</param>
    /// <param name="typed">Whether it is a word of a command line: it is not repeated, as it may be a value in the wrong place.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where KMS has no such name.</exception>
    public static KeyName Parse(string text, string where, bool typed = false) => TryParse(text) ?? throw new CofferException(
        ErrorCode.Configuration,
        $"{where} names {(typed ? "no key" : $"the key '{AddressGrammar.Printable(text)}'")} in a way that KMS knows",
        "a key is named by its ARN (arn:aws:kms:<region>:<account>:key/<id>), its id, or an alias (alias/<name>)");

    /// <summary>Reads a name; null where KMS has no such name.</summary>
    public static KeyName? TryParse(string text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            var resource = text.StartsWith(AliasPrefix, StringComparison.Ordinal) ? text : KeyPrefix + text;
            return IsResource(resource) ? new KeyName(text, null, null, null, resource) : null;
        }

        return text.Split(':') is ["arn", var partition, "kms", var region, var account, var named]
            && AreWords(partition, region, account) && IsResource(named)
                ? new KeyName(text, partition, region, account, named)
                : null;
    }

    /// <summary>
    /// Whether the key of this name may be the one with an ARN. An alias may be any key of its region: KMS knows, and
    /// refuses the ciphertext of another key.
    /// </summary>
    public bool MayBe(KeyName arn) => arn.IsKeyArn && (
        IsAlias
            ? Region is null || Region == arn.Region
            : this == arn || (Partition is null && Resource == arn.Resource));

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool IsResource(string resource)
    {
        var isAlias = resource.StartsWith(AliasPrefix, StringComparison.Ordinal);
        if (!isAlias && !resource.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var name = resource.AsSpan(isAlias ? AliasPrefix.Length : KeyPrefix.Length);
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_') && !(isAlias && c == '/'))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static bool AreWords(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (part.Length == 0 || part.AsSpan().ContainsAnyExcept(Word))
            {
                return false;
            }
        }

        return true;
    }
}
