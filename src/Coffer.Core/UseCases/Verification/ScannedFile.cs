using System.Security.Cryptography;
using Coffer.Core.Configuration;
using Coffer.Core.Formats;
using Coffer.Core.Formats.Envelopes;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>A thing below an environment's folder, read once for all checks.</summary>
/// <param name="Environment">The environment's settings.</param>
/// <param name="Entry">Where it is and what it is.</param>
/// <param name="Address">Its address, of a secret or of a service's private key; null where its path is none.</param>
/// <param name="AddressProblem">Why its path is none.</param>
/// <param name="Content">What its bytes say; null where it could not be read.</param>
/// <param name="Envelope">What a message of the Encryption SDK says of itself; null for other files.</param>
/// <param name="ReadProblem">Why it could not be read.</param>
/// <param name="Id">What the same bytes have in common, Git's id where there is Git; null where it could not be read.</param>
internal sealed record ScannedFile(
    EnvironmentSettings Environment,
    RepositoryEntry Entry,
    SecretAddress? Address,
    string? AddressProblem,
    SealedContent? Content,
    EnvelopeSummary? Envelope,
    CofferException? ReadProblem,
    string? Id)
{
    // What Git and people keep beside secrets; none of it can be a secret's name.
    private static readonly string[] Housekeeping = [".gitkeep", ".gitignore", ".gitattributes"];

    /// <summary>Whether it is at the place of a secret.</summary>
    public bool IsSecret => Address is { IsSeed: false };

    /// <summary>Reads all files of an environment.</summary>
    public static IReadOnlyList<ScannedFile> Scan(
        SecretRepository repository, EnvironmentSettings environment, IGit? git = null, Action? read = null) =>
        [.. repository.Entries(environment.Name).Where(IsNoHousekeeping).Select(entry =>
        {
            read?.Invoke();
            return Read(environment, entry, git);
        })];

    /// <summary>
    /// What is below an environment's folder and can be no secret's file, by its name: the path, and why. What an interrupted command has
    /// left is none: the next one in its folder removes it.
    /// </summary>
    public static IEnumerable<(string Path, string Problem)> Strangers(SecretRepository repository, string environment)
    {
        foreach (var entry in repository.Entries(environment)
            .Where(entry => IsNoHousekeeping(entry) && !AtomicFile.IsTemporary(Path.GetFileName(entry.Path))))
        {
            if (PairFiles.SeedAt(entry.Path) is null && !SecretAddress.TryParse(entry.Path, out _, out var problem))
            {
                yield return (entry.Path, problem!);
            }
        }
    }

    private static bool IsNoHousekeeping(RepositoryEntry entry) =>
        !Housekeeping.Contains(Path.GetFileName(entry.Path)) && !PairFiles.IsBeside(entry.Path);

    /// <summary>A finding about this file.</summary>
    public Finding Finding(Rule rule, string message, string? hint = null) =>
        new(rule, Environment.Name, Entry.Path, message, hint);

    /// <summary>Its bytes once more, for who compares them; null where they cannot be read.</summary>
    public byte[]? Read()
    {
        try
        {
            return SafeFile.Read(Entry.FullPath, Entry.Path, SecretRepository.MaxFileBytes);
        }
        catch (CofferException)
        {
            return null;
        }
    }

    private static ScannedFile Read(EnvironmentSettings environment, RepositoryEntry entry, IGit? git)
    {
        string? problem = null;
        if (PairFiles.SeedAt(entry.Path) is not { } address && !SecretAddress.TryParse(entry.Path, out address, out problem))
        {
            address = null;
        }

        try
        {
            var bytes = SafeFile.Read(entry.FullPath, entry.Path, SecretRepository.MaxFileBytes);
            var content = SealedContent.Of(bytes);
            var envelope = content.Format == SealedFormat.Envelope ? EnvelopeSummary.Of(bytes) : null;
            return new ScannedFile(
                environment,
                entry,
                address,
                problem,
                content,
                envelope,
                null,
                git?.BlobOf(bytes) ?? Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (CofferException unreadable)
        {
            return new ScannedFile(environment, entry, address, problem, null, null, unreadable, null);
        }
    }
}
