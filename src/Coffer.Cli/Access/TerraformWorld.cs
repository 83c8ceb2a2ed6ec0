using Coffer.Core.Model;
using Coffer.Iam.Access;
using Coffer.Iam.Documents;
using Coffer.Iam.Evaluation;

namespace Coffer.Cli.Access;

/// <summary>Roles, users, keys and buckets of Terraform's resources.</summary>
/// <param name="Resources">The resources of all files.</param>
internal sealed record TerraformWorld(IReadOnlyList<TerraformResource> Resources)
{
    /// <summary>The key of an environment: by ARN, by alias, or the only one there is; null where none of these is.</summary>
    /// <param name="wanted">The key or alias as coffer.json has it.</param>
    public Arn? Key(string wanted)
    {
        var alias = Of("aws_kms_alias").FirstOrDefault(resource => resource.Text("name") == wanted);
        var keys = Of("aws_kms_key").ToList();
        var arn = alias?.Text("target_key_arn")
            ?? keys.Find(key => alias is not null && key.Text("key_id") == alias.Text("target_key_id"))?.Text("arn")
            ?? (keys is [var single] ? single.Text("arn") : null);
        return arn is null ? null : PolicyKeys.KeyArn(arn);
    }

    /// <summary>The policy of a key.</summary>
    public NamedPolicy? KeyPolicy(Arn key)
    {
        var id = key.Resource[(key.Resource.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var keys = Of("aws_kms_key").ToList();

        // A key that is not made yet has no ARN: where it is the only one, it is the one.
        var own = Of("aws_kms_key_policy").FirstOrDefault(policy => policy.Text("key_id") == id || policy.Text("key_id") == key.ToString())
            ?? keys.Find(resource => resource.Text("arn") == key.ToString())
            ?? (keys is [var single] && single.Text("arn") is null ? single : null);
        return own is null ? null : TerraformPolicies.Document(own, "policy", $"key policy of {own.Address}");
    }

    /// <summary>The policy of a bucket.</summary>
    public NamedPolicy? BucketPolicy(string bucket)
    {
        var own = Of("aws_s3_bucket_policy").FirstOrDefault(resource => resource.Text("bucket") == bucket);
        return own is null ? null : TerraformPolicies.Document(own, "policy", $"bucket policy {own.Address}");
    }

    /// <summary>The aliases of a key; null where the key is not among the resources.</summary>
    public IReadOnlyList<string>? Aliases(Arn key)
    {
        var arn = key.ToString();
        return Of("aws_kms_key").Any(resource => resource.Text("arn") == arn)
            ? [.. Of("aws_kms_alias").Where(alias => alias.Text("target_key_arn") == arn).Select(alias => alias.Text("name")!)]
            : null;
    }

    /// <summary>The grants on a key.</summary>
    public IReadOnlyList<KeyGrant> Grants(Arn key) =>
    [
        .. Of("aws_kms_grant").Where(grant => grant.Text("key_id") is { } id && key.ToString().EndsWith(id, StringComparison.Ordinal))
            .Select(grant => new KeyGrant(grant.Address, grant.Text("grantee_principal") ?? "", grant.Texts("operations"))
            {
                ContextEquals = Constraint(grant, "encryption_context_equals"),
                ContextSubset = Constraint(grant, "encryption_context_subset"),
            }),
    ];

    /// <summary>The secrets of a bucket, as far as Terraform puts them there: <c>service/name</c>.</summary>
    public IReadOnlyList<string> Secrets(string environment, string bucket) =>
    [
        .. Of("aws_s3_object").Where(item => item.Text("bucket") == bucket).Select(item => item.Text("key")).OfType<string>()
            .Where(key => SecretAddress.TryFromKey(environment, key, out _, out _)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The roles and users.</summary>
    /// <param name="account">The account of what has no ARN yet.</param>
    public IReadOnlyList<AccessSubject> Subjects(Arn account)
    {
        var policies = new TerraformPolicies(Resources);
        var groups = Of("aws_iam_group")
            .ToLookup(group => group.Text("name") ?? group.Address, group => policies.Of(group, "group").ToList());
        return
        [
            .. Of("aws_iam_role").Select(role => Subject(role, "role", account, policies) with { TrustedBy = Trusted(role) }),
            .. Of("aws_iam_user").Select(user =>
            {
                var subject = Subject(user, "user", account, policies);
                var given = Groups(subject.Name).SelectMany(group => groups[group]).SelectMany(policies => policies);
                return subject with { Policies = [.. subject.Policies, .. given] };
            }),
        ];
    }

    private static AccessSubject Subject(TerraformResource owner, string kind, Arn account, TerraformPolicies policies)
    {
        var name = owner.Text("name") ?? owner.Address;
        var arn = owner.Text("arn") ?? $"arn:{account.Partition}:iam::{account.Account}:{kind}{owner.Text("path") ?? "/"}{name}";
        if (!Arn.TryParse(arn, out _))
        {
            throw new CofferException(
                ErrorCode.Malformed, $"the 'arn' of {AddressGrammar.Printable(owner.Address)} is no ARN", "write the file again");
        }

        var principal = kind == "role" ? RequestPrincipal.Session(arn, "session") : RequestPrincipal.User(arn);
        return new AccessSubject(name, principal, [.. policies.Of(owner, kind)])
        {
            Boundary = owner.Text("permissions_boundary") is { Length: > 0 } boundary ? policies.Managed(boundary) : null,
        };
    }

    private HashSet<string> Groups(string user) =>
    [
        .. Of("aws_iam_user_group_membership").Where(each => each.Text("user") == user).SelectMany(each => each.Texts("groups")),
        .. Of("aws_iam_group_membership")
            .Where(each => each.Texts("users").Contains(user)).Select(each => each.Text("group")).OfType<string>(),
    ];

    private static IReadOnlyList<string> Trusted(TerraformResource role) => role.Text("assume_role_policy") is not { } text
        ? []
        : [.. PolicyReader.Read(text).Document.Statements.Where(statement => statement.Effect == Effect.Allow)
            .SelectMany(statement => statement.Principals ?? []).SelectMany(principal => principal.Names).Distinct()];

    private static Dictionary<string, string>? Constraint(TerraformResource grant, string name)
    {
        foreach (var block in grant.Blocks("constraints"))
        {
            if (block.Object(name) is { } pairs && pairs.EnumerateObject().Any())
            {
                return pairs.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.AsText() ?? "");
            }
        }

        return null;
    }

    private IEnumerable<TerraformResource> Of(string type) => Resources.Where(resource => resource.Type == type);
}
