namespace Coffer.Cli.Diagnosis;

/// <summary>How a thing that was looked at stands.</summary>
internal enum SymptomState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing: not everybody may or needs everything.</summary>
    Note,

    /// <summary>Something will not work.</summary>
    Error,
}

/// <summary>What one look has found.</summary>
/// <param name="About">What was looked at, for example <c>clock</c>.</param>
/// <param name="State">How it stands.</param>
/// <param name="Says">What was found.</param>
/// <param name="Mend">What to do; null where nothing is to be done.</param>
internal sealed record Symptom(string About, SymptomState State, string Says, string? Mend = null)
{
    /// <summary>As it should be.</summary>
    public static Symptom Ok(string about, string says) => new(about, SymptomState.Ok, says);

    /// <summary>What a look comes to that fails: its error is what was found.</summary>
    /// <param name="about">What is looked at.</param>
    /// <param name="look">Looks.</param>
    /// <param name="denied">How it stands where AWS denies the look itself.</param>
    public static async Task<Symptom> OfAsync(string about, Func<Task<Symptom>> look, SymptomState denied = SymptomState.Error)
    {
        try
        {
            return await look();
        }
        catch (CofferException failure)
        {
            return Of(about, failure, failure.Code == ErrorCode.Denied ? denied : SymptomState.Error);
        }
    }

    /// <summary>A failure as what was found.</summary>
    public static Symptom Of(string about, CofferException failure, SymptomState state = SymptomState.Error) =>
        new(about, state, failure.Message, failure.Hint);
}
