namespace Coffer.Tfvars;

/// <summary>The two ways to write a variables file: <c>.tfvars</c> and <c>.tfvars.json</c>.</summary>
internal enum TfvarsSyntax
{
    /// <summary>HCL's native syntax.</summary>
    Hcl,

    /// <summary>HCL's JSON syntax.</summary>
    Json,
}
