namespace Coffer.Cli.Scaffolding;

/// <summary>What one environment has in each of Terraform's files.</summary>
/// <param name="Label">Its name for Terraform.</param>
/// <param name="Provider">Its block in <c>versions.tf</c>.</param>
/// <param name="Module">Its block in <c>main.tf</c>.</param>
/// <param name="Output">Its block in <c>outputs.tf</c>.</param>
internal sealed record TerraformBlocks(string Label, string Provider, string Module, string Output)
{
    /// <summary>The block for one of the files.</summary>
    public string For(string file) => file switch
    {
        TerraformRoot.VersionsFile => Provider,
        TerraformRoot.MainFile => Module,
        _ => Output,
    };

    /// <summary>Whether a file has a block of this environment, changed or not.</summary>
    public bool AreIn(string file, string content)
    {
        var lines = content.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim());
        return lines.Contains(file switch
        {
            TerraformRoot.VersionsFile => $"alias = {HclText.Quoted(Label)}",
            TerraformRoot.MainFile => $"module {HclText.Quoted(Label)} {{",
            _ => $"output {HclText.Quoted(Label)} {{",
        });
    }
}
