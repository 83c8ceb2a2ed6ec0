namespace Coffer.Configuration.Provider;

/// <summary>How a provider's loads went. Times are a clock's timestamps: what a wall clock says may jump.</summary>
/// <param name="LastGood">When the secrets in use were loaded, or found to be the same; null before the first load.</param>
/// <param name="Secrets">How many there are.</param>
/// <param name="Error">The code of the last load's failure; null where it was good.</param>
/// <param name="Absence">Why nothing is loaded, and never will be; null where secrets are.</param>
internal sealed record LoadStatus(long? LastGood, int Secrets, string? Error, string? Absence)
{
    /// <summary>Before the first load.</summary>
    public static readonly LoadStatus None = new(null, 0, null, null);
}
