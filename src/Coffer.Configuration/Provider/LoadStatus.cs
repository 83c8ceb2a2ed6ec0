namespace Coffer.Configuration.Provider;

/// <summary>How a provider's loads went.</summary>
/// <param name="LastGood">When the secrets in use were loaded, or found to be the same; null before the first load.</param>
/// <param name="Secrets">How many there are.</param>
/// <param name="Error">The code of the last load's failure; null where it was good.</param>
/// <param name="IsAbsent">Whether no Coffer is configured, as <see cref="CofferOptions.Optional"/> allows.</param>
/// <param name="Due">When the next load should have ended long ago; null where there is none.</param>
internal sealed record LoadStatus(DateTimeOffset? LastGood, int Secrets, string? Error, bool IsAbsent, DateTimeOffset? Due = null)
{
    /// <summary>Before the first load.</summary>
    public static readonly LoadStatus None = new(null, 0, null, false);

    /// <summary>Whether a load should have ended long ago: what loads again has come to a standstill.</summary>
    public bool IsOverdue => Due < TimeProvider.System.GetUtcNow();
}
