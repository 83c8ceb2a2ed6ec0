using Coffer.Core.Model;
using Coffer.Iam.Access;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Cli.Access;

/// <summary>Which policies Terraform's resources give to a role, user or group.</summary>
internal sealed class TerraformPolicies
{
    private const string AwsOwn = ":iam::aws:policy/";

    private readonly IReadOnlyList<TerraformResource> resources;
    private readonly Dictionary<string, NamedPolicy> managed = [];

    /// <summary>Reads the managed policies.</summary>
    public TerraformPolicies(IReadOnlyList<TerraformResource> resources)
    {
        this.resources = resources;
        foreach (var policy in resources.Where(resource => resource.Type == "aws_iam_policy"))
        {
            if (policy.Text("arn") is { } arn)
            {
                managed[arn] = Document(policy, "policy", policy.Address);
            }
        }
    }

    /// <summary>A policy in an attribute; one that stays open where it is known only after apply.</summary>
    public static NamedPolicy Document(TerraformResource resource, string attribute, string name) => resource.Text(attribute) is { } text
        ? InputFile.Policy(PolicyReader.Read(text), $"of {AddressGrammar.Printable(resource.Address)}", name)
        : AccessSubject.Unknown(name, ", which is known after apply");

    /// <summary>A managed policy by its ARN.</summary>
    public NamedPolicy Managed(string arn) =>
        managed.TryGetValue(arn, out var policy) ? policy
        : arn.EndsWith($"{AwsOwn}AdministratorAccess", StringComparison.Ordinal) ? NamedSubjects.AdministratorAccess
        : AccessSubject.Unknown(arn);

    /// <summary>The policies of a role, user or group.</summary>
    /// <param name="owner">Its resource.</param>
    /// <param name="kind"><c>role</c>, <c>user</c> or <c>group</c>.</param>
    public IEnumerable<NamedPolicy> Of(TerraformResource owner, string kind)
    {
        foreach (var block in owner.Blocks("inline_policy"))
        {
            if (block.Text("policy") is { Length: > 0 } text)
            {
                yield return InputFile.Policy(PolicyReader.Read(text), $"in {AddressGrammar.Printable(owner.Address)}", owner.Address);
            }
        }

        foreach (var arn in owner.Texts("managed_policy_arns"))
        {
            yield return Managed(arn);
        }

        foreach (var resource in resources)
        {
            if (resource.Type == $"aws_iam_{kind}_policy" && IsFor(resource, kind, owner))
            {
                yield return Document(resource, "policy", resource.Address);
            }
            else if ((resource.Type == $"aws_iam_{kind}_policy_attachment" && IsFor(resource, kind, owner))
                || (resource.Type == "aws_iam_policy_attachment" && resource.Texts($"{kind}s").Contains(owner.Text("name"))))
            {
                yield return Attached(resource);
            }
        }
    }

    // In a plan the ARN of a new policy is not known yet; the configuration says which policy is meant.
    private NamedPolicy Attached(TerraformResource attachment)
    {
        if (attachment.Text("policy_arn") is { } arn)
        {
            return Managed(arn);
        }

        return Meant(attachment, "policy_arn", "aws_iam_policy") is { } policy
            ? Document(policy, "policy", policy.Address)
            : AccessSubject.Unknown(attachment.Address, ", whose policy is known after apply");
    }

    private bool IsFor(TerraformResource resource, string kind, TerraformResource owner)
    {
        if (resource.Text(kind) is { } name)
        {
            return name == owner.Text("name");
        }

        var meant = Meant(resource, kind, $"aws_iam_{kind}") ?? throw new CofferException(
            ErrorCode.Malformed,
            $"whose policy {AddressGrammar.Printable(resource.Address)} is cannot be told: its {kind} is known after apply",
            "take the state after the apply in place of the plan ('terraform show -json')");
        return meant.Address == owner.Address;
    }

    // The resource that an expression names; with for_each or count, the one of the same index.
    private TerraformResource? Meant(TerraformResource resource, string attribute, string type)
    {
        var index = resource.Address[TerraformShow.WithoutIndexes(resource.Address).Length..];
        var named = resource.References.GetValueOrDefault(attribute, []);
        var candidates = resources.Where(each => each.Type == type && named.Contains(TerraformShow.WithoutIndexes(each.Address))).ToList();
        return candidates is [var single]
            ? single
            : candidates.Find(each => index.Length > 0 && each.Address.EndsWith(index, StringComparison.Ordinal));
    }
}
