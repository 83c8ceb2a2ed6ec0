using Coffer.Core.Configuration;
using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>What a secret's file says of itself.</summary>
/// <param name="Address">The secret.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="Content">What the bytes are.</param>
/// <param name="Envelope">What a message of the Encryption SDK says; null for other files.</param>
/// <param name="Bytes">The file's length.</param>
internal sealed record Inspection(
    SecretAddress Address, EnvironmentSettings Environment, SealedContent Content, EnvelopeSummary? Envelope, int Bytes)
{
    /// <summary>The outside of a KMS blob, where it is one.</summary>
    public KmsBlob? Blob => Content.Blob;

    /// <summary><c>kms</c>, <c>envelope</c>, <c>service</c> or <c>unknown</c>.</summary>
    public string Format => NameOf(Content.Format);

    /// <summary>The plaintext's length; null where it is not known.</summary>
    public int? PlaintextBytes => Envelope is { Header: not null } envelope ? envelope.PlaintextBytes
        : KeyId is not null ? Bytes - PairMessage.Overhead
        : Blob?.PlaintextBytes;

    /// <summary>The id of the key pair that it is sealed for; null for other formats.</summary>
    public string? KeyId => Content.KeyId;

    /// <summary>The keys in the file's header; for a KMS blob, which shows none, those that are configured.</summary>
    public IReadOnlyList<KeyName> Keys => Envelope is { Header: not null } envelope ? envelope.KeyArns : Environment.Keys;

    /// <summary>The context that opens the file: that of its address, whatever a header claims.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Context => EncryptionContext.For(
        Address, Content.Format == SealedFormat.Service ? Binding.Bound : Environment.Binding);

    /// <summary>What is wrong with the file; null where nothing is seen.</summary>
    public string? Problem => Content.Problem
        ?? Envelope?.Problem
        ?? (Envelope is { } envelope && !envelope.HasContext(Context) ? "its encryption context is not that of its address" : null);

    /// <summary>What a format is called.</summary>
    public static string NameOf(SealedFormat format) => format switch
    {
        SealedFormat.Kms => "kms",
        SealedFormat.Envelope => "envelope",
        SealedFormat.Service => "service",
        _ => "unknown",
    };

    /// <summary>What to do about it, where the file tells.</summary>
    public string? Mend => Content.Mend;

    /// <summary>Takes a file apart.</summary>
    public static Inspection Of(SecretAddress address, EnvironmentSettings environment, byte[] file)
    {
        var content = SealedContent.Of(file);
        var envelope = content.Format == SealedFormat.Envelope ? EnvelopeSummary.Of(file) : null;
        return new Inspection(address, environment, content, envelope, file.Length);
    }
}
