using System.Xml;
using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam.Actions.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html: AWS's own policies are not here.</summary>
internal static class ListPolicies
{
    private static readonly string[] Scopes = ["All", "AWS", "Local"];

    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var prefix = request.Parameters.Text("PathPrefix", 1, 512) ?? "/";
        var scope = request.Parameters.Text("Scope", 1, 5) ?? "All";
        var attached = request.Parameters.Flag("OnlyAttached");
        if (!Scopes.Contains(scope))
        {
            throw QueryParameters.Invalid($"1 validation error detected: Value '{scope}' at 'scope' failed to satisfy constraint: Member must satisfy enum value set: [All, AWS, Local]");
        }

        var policies = request.Store.Policies.All
            .Where(policy => scope != "AWS" && policy.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Where(policy => !attached || request.Store.Holders(policy.Arn).Any());
        QueryPage.Write(answer, request.Parameters, "Policies", policies, policy => policy.Name, policy => PolicyXml.WriteMembers(answer, policy, request));
    }
}
