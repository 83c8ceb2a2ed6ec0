using System.Text.Json;

namespace Coffer.Cli.Access;

/// <summary>A resource of Terraform's state or plan.</summary>
/// <param name="Address">For example <c>module.secrets.aws_kms_key.this[0]</c>.</param>
/// <param name="Type">For example <c>aws_kms_key</c>.</param>
/// <param name="Values">Its attributes; what is known after apply is not among them.</param>
/// <param name="References">For an attribute, the addresses of the resources that its expression names.</param>
internal sealed record TerraformResource(
    string Address, string Type, JsonElement Values, IReadOnlyDictionary<string, IReadOnlyList<string>> References)
{
    /// <summary>An attribute that is a text; null where it is unset or not known yet.</summary>
    public string? Text(string name) => Values.Text(name);

    /// <summary>An attribute that is a list of texts; empty where it is unset or not known yet.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Values.Texts(name)];

    /// <summary>An attribute that is a list of blocks.</summary>
    public IEnumerable<JsonElement> Blocks(string name) => Values.List(name);
}
