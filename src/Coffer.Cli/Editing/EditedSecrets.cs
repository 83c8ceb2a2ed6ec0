using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Repository;
using Coffer.Core.UseCases.Sealing;

namespace Coffer.Cli.Editing;

/// <summary>A secret as it was when the edit began.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Ciphertext">Its file.</param>
/// <param name="Value">Its value.</param>
internal sealed record EditedSecret(SecretAddress Address, byte[] Ciphertext, SecretValue Value);

/// <summary>The secrets that are edited together, and what becomes of them.</summary>
internal sealed class EditedSecrets : IDisposable
{
    private readonly SecretRepository repository;
    private readonly ValueSealing sealing;
    private readonly SealingPolicy policy;
    private readonly Dictionary<SecretAddress, EditedSecret> all;
    private readonly List<SecretAddress> done = [];
    private bool isTold;

    private EditedSecrets(
        SecretRepository repository, IKeyService keys, SealingPolicy policy, IEnumerable<EditedSecret> all)
    {
        this.repository = repository;
        this.policy = policy;
        sealing = new ValueSealing(repository, keys, policy);
        this.all = all.ToDictionary(secret => secret.Address);
    }

    /// <summary>As they were; as they are since, where an attempt to write them failed half way.</summary>
    public IReadOnlyDictionary<SecretAddress, EditedSecret> All => all;

    /// <summary>What was written or removed by an attempt that failed half way.</summary>
    public IReadOnlyList<SecretAddress> Done => done;

    /// <summary>Whether an attempt to write failed: then a list may be another, too.</summary>
    public bool IsHalfDone { get; private set; }

    /// <summary>Opens secrets: all of them, or none.</summary>
    public static async Task<EditedSecrets> OpenAsync(
        SecretRepository repository, IKeyService keys, SealingPolicy policy, IReadOnlyList<SecretAddress> addresses,
        CancellationToken cancellation)
    {
        var opened = await AllOrNone.RunAsync(
            addresses,
            async address =>
            {
                var ciphertext = repository.Read(address);
                return new EditedSecret(address, ciphertext, await keys.OpenAsync(address, ciphertext, policy, cancellation));
            },
            cancellation);
        return new EditedSecrets(repository, keys, policy, opened.Select(one => one.Result));
    }

    /// <summary>
    /// Writes what differs and removes what is gone. All is sealed before the first is written; each file is the old one or the new one
    /// whenever it is interrupted.
    /// </summary>
    /// <param name="wanted">What is to be there.</param>
    /// <param name="kept">What is to stay, though it is not among it.</param>
    /// <param name="cancellation">Cancels the work, before the first is written.</param>
    /// <returns>Whether something was changed.</returns>
    /// <exception cref="CofferException">Nothing was changed but what <see cref="Done"/> says.</exception>
    public async Task<bool> ApplyAsync(
        IReadOnlyList<(SecretAddress Address, SecretValue Value)> wanted,
        IReadOnlySet<SecretAddress> kept,
        CancellationToken cancellation)
    {
        var changed = wanted.Where(one => !All.TryGetValue(one.Address, out var old) || !old.Value.FixedTimeEquals(one.Value)).ToList();
        var removed = All.Keys.Except(wanted.Select(one => one.Address)).Except(kept).ToHashSet();

        // An edit before this one may have been ended between the files and the list.
        var unlisted = wanted.Select(one => one.Address).Except(changed.Select(one => one.Address)).ToList();
        if (ListedSecrets.WouldList(repository, unlisted) is null)
        {
            // What an attempt before has written, the disk may not have confirmed.
            unlisted = [.. unlisted.Intersect(done)];
        }

        if (changed.Count + removed.Count + unlisted.Count == 0)
        {
            return false;
        }

        foreach (var (address, value) in changed)
        {
            _ = policy.FormatFor(address, value.Length);
        }

        NewPlace.Require(repository, [.. changed.Select(one => one.Address)], removed);
        using var progress = new Progress("sealed", changed.Count);
        var made = await Deadline.RunAsync(
            limit => sealing.SealAsync(changed, compareOnly: false, progress.Step, limit), cancellation, Deadline.WholeEnvironmentSeconds);
        using var writing = RepositoryLock.Take(repository.Root);
        isTold = false;
        RequireAsItWas(made.Select(one => one.Address).Concat(removed).Concat(unlisted));
        if (made.Any(sealing.IsOutdated))
        {
            throw new CofferException(
                ErrorCode.Temporary, "the service's key pair was rotated meanwhile", "edit it again");
        }

        try
        {
            Write(made, unlisted, removed);
        }
        catch (CofferException)
        {
            IsHalfDone = true;
            KeepDone(made, removed);
            throw;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var secret in All.Values)
        {
            secret.Value.Dispose();
        }
    }

    // The lines of what is written come with it: the removals have lines of their own.
    private void Write(IReadOnlyList<SealedValue> made, List<SecretAddress> unlisted, HashSet<SecretAddress> removed)
    {
        var variables = ListedSecrets.PutAll(
            repository, [.. made.Select(one => (one.Address, one.Ciphertext)), .. unlisted.Select(address => (address, (byte[]?)null))]);
        Tell(made);
        if (variables is not null)
        {
            Terminal.Say($"the list in {variables} follows");
        }

        foreach (var address in removed.OrderBy(address => address.ToString(), StringComparer.Ordinal))
        {
            Removal.Run(repository, address);
        }
    }

    // The next attempt starts from what is there now: what this one wrote is nobody else's change.
    private void KeepDone(IReadOnlyList<SealedValue> made, HashSet<SecretAddress> removed)
    {
        var written = made.Where(one => one.Ciphertext is not null && IsThere(one.Address, one.Ciphertext)).ToList();
        foreach (var one in written)
        {
            Forget(one.Address);
            all.Add(one.Address, new EditedSecret(one.Address, one.Ciphertext!, SecretValue.CopyOf(one.Value.Reveal())));
            done.Add(one.Address);
        }

        if (!isTold)
        {
            Tell(written);
        }

        foreach (var address in removed.Where(address => repository.KindOf(address) == FileKind.Missing))
        {
            Forget(address);
            done.Add(address);
        }
    }

    private void Tell(IReadOnlyList<SealedValue> written)
    {
        isTold = true;
        foreach (var one in written)
        {
            Terminal.Say($"{one.Change} '{one.Address}' ({ByteCount.Of(one.Value)})");
        }

        SecretAdvice.Say(repository, written);
        NameAdvice.Say(repository, [.. written.Select(one => one.Address)]);
    }

    private void Forget(SecretAddress address)
    {
        if (all.Remove(address, out var old))
        {
            old.Value.Dispose();
        }
    }

    private bool IsThere(SecretAddress address, byte[] ciphertext) =>
        ValueSealing.FileAt(repository, address) is { } file && file.AsSpan().SequenceEqual(ciphertext);

    // Who edits has looked at what was there: what somebody else wrote meanwhile would be lost without a word.
    private void RequireAsItWas(IEnumerable<SecretAddress> addresses)
    {
        foreach (var address in addresses)
        {
            var before = All.GetValueOrDefault(address)?.Ciphertext;
            var now = ValueSealing.FileAt(repository, address);
            if ((before is null) != (now is null) || !before.AsSpan().SequenceEqual(now))
            {
                throw new CofferException(
                    ErrorCode.Temporary,
                    before is null
                        ? $"'{address}' is there already, and is not in this text"
                        : $"'{address}' was changed by somebody else meanwhile",
                    "edit it again");
            }
        }
    }
}
