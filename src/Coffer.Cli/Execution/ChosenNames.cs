using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>The names that <c>--only</c> has: of secrets, of folders with a slash at their end, or patterns.</summary>
/// <param name="typed">As they were typed; none for all secrets.</param>
internal sealed class ChosenNames(IReadOnlyList<string> typed)
{
    /// <summary>Whether nothing was chosen, so that all are meant.</summary>
    public bool IsAll => typed.Count == 0;

    /// <summary>Whether the names have to be asked for: all are meant, or one is a pattern.</summary>
    public bool NeedList => IsAll || typed.Any(IsPattern);

    /// <summary>Whether a name is meant.</summary>
    public bool Has(string name) => IsAll || typed.Any(one => Means(one, name));

    /// <summary>What is meant of a service: single names whether they are there or not, since they are asked for next.</summary>
    /// <param name="environment">The service's environment.</param>
    /// <param name="service">The service.</param>
    /// <param name="there">What is there, where a list was needed.</param>
    public IEnumerable<SecretAddress> Of(string environment, string service, IEnumerable<SecretAddress> there) =>
        typed.Where(one => !IsPattern(one)).Select(name => SecretAddress.Parse($"{environment}/{service}/{name}"))
            .Union(there.Where(address => Has(address.Name)));

    /// <summary>Refuses a pattern that means none of the secrets: a slip would leave out what it should have named.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.NotFound"/>.</exception>
    public void RequireMeant(IReadOnlyCollection<SecretAddress> found)
    {
        if (typed.FirstOrDefault(one => IsPattern(one) && !found.Any(address => Means(one, address.Name))) is { } pattern)
        {
            throw new CofferException(
                ErrorCode.NotFound,
                $"no secret fits '--only {AddressGrammar.Printable(pattern)}'",
                "'--dry-run' without it shows the names");
        }
    }

    private static bool IsPattern(string name) => AddressPattern.IsGlob(name) || name.EndsWith('/');

    // A name is what stands below a service, whichever.
    private static bool Means(string one, string name) => IsPattern(one)
        ? AddressPattern.Parse($"any/any/{one}").IsAddressOf(new SecretAddress("any", "any", name))
        : one == name;
}
