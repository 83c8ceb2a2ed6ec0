namespace Coffer.Tfvars;

/// <summary>A variables file that cannot be read or edited. Names the place and what was expected there; never quotes the file.</summary>
internal sealed class TfvarsException(string message, bool wellFormed) : Exception(message)
{
    /// <summary>Whether Terraform can read the file, and only its list is of a form that cannot be edited without a guess.</summary>
    public bool WellFormed { get; } = wellFormed;
}
