using System.Xml;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>What roles, users and groups may do:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html</summary>
internal static class PrincipalPolicies
{
    private const int LongestName = 128;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html</summary>
    private const int MostAttached = 10;

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html, and of users and groups</summary>
    public static void Attach<T>(IamRequest request, Entities<T> principals)
        where T : PolicyHolder
    {
        var principal = principals.Require(request.Parameters);
        var arn = request.Parameters.Required("PolicyArn", 20, 2048);
        request.RequireAttachable(arn, $"Policy {arn} does not exist or is not attachable.");
        if (!principal.AttachedPolicies.Contains(arn))
        {
            if (principal.AttachedPolicies.Count >= MostAttached)
            {
                var quota = $"PoliciesPer{typeof(T).Name}";
                throw new AwsException(409, "LimitExceeded", $"Cannot exceed quota for {quota}: {MostAttached}");
            }

            principals.Put(principal with { AttachedPolicies = [.. principal.AttachedPolicies, arn] });
        }
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html, and of users and groups</summary>
    public static void Detach<T>(IamRequest request, Entities<T> principals)
        where T : PolicyHolder
    {
        var principal = principals.Require(request.Parameters);
        var arn = request.Parameters.Required("PolicyArn", 20, 2048);
        if (!principal.AttachedPolicies.Contains(arn))
        {
            throw IamErrors.NoSuchEntity($"Policy {arn} was not found.");
        }

        principals.Put(principal with { AttachedPolicies = [.. principal.AttachedPolicies.Where(attached => attached != arn)] });
    }

    /// <summary>
    /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html, and of users and groups
    /// </summary>
    public static void ListAttached<T>(IamRequest request, XmlWriter answer, Entities<T> principals)
        where T : PolicyHolder =>
        QueryPage.Write(
            answer, request.Parameters, "AttachedPolicies", principals.Require(request.Parameters).AttachedPolicies, arn => arn, arn =>
        {
            answer.WriteElementString("PolicyName", arn[(arn.LastIndexOf('/') + 1)..]);
            answer.WriteElementString("PolicyArn", arn);
        });

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html, and of users and groups</summary>
    public static void PutInline<T>(IamRequest request, Entities<T> principals)
        where T : PolicyHolder
    {
        var principal = principals.Require(request.Parameters);
        var name = request.Name("PolicyName", LongestName);
        var others = principal.InlinePolicies.Where(policy => policy.Key != name).Select(policy => policy.Value);
        var document = PolicyText.Read(request.Parameters, "PolicyDocument", text => IdentityPolicyRules.OfInline(
            text, KindOf(principal), principal.Name, others));
        principals.Put(principal with { InlinePolicies = new Dictionary<string, string>(principal.InlinePolicies) { [name] = document } });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html, and of users and groups</summary>
    public static void GetInline<T>(IamRequest request, XmlWriter answer, Entities<T> principals)
        where T : PolicyHolder
    {
        var principal = principals.Require(request.Parameters);
        var (name, document) = RequireInline(request, principal);
        answer.WriteElementString(principals.Parameter, principal.Name);
        answer.WriteElementString("PolicyName", name);
        PolicyText.Write(answer, "PolicyDocument", document);
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html, and of users and groups</summary>
    public static void DeleteInline<T>(IamRequest request, Entities<T> principals)
        where T : PolicyHolder
    {
        var principal = principals.Require(request.Parameters);
        var (name, _) = RequireInline(request, principal);
        principals.Put(principal with { InlinePolicies = principal.InlinePolicies.Where(policy => policy.Key != name).ToDictionary() });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html, and of users and groups</summary>
    public static void ListInline<T>(IamRequest request, XmlWriter answer, Entities<T> principals)
        where T : PolicyHolder =>
        QueryPage.Write(
            answer, request.Parameters, "PolicyNames", principals.Require(request.Parameters).InlinePolicies.Keys, name => name,
            answer.WriteString);

    private static (string Name, string Document) RequireInline(IamRequest request, PolicyHolder principal)
    {
        var name = request.Name("PolicyName", LongestName);
        return principal.InlinePolicies.TryGetValue(name, out var document)
            ? (name, document)
            : throw IamErrors.NoSuchEntity($"The {KindOf(principal)} policy with name {name} cannot be found.");
    }

    private static string KindOf(PolicyHolder holder) => holder.GetType().Name.ToLowerInvariant();
}
