using Coffer.LocalAws.Services.Iam.Model;

namespace Coffer.LocalAws.Services.Iam.Actions.Principals;

/// <summary>The inline policy that a request names.</summary>
internal static class InlinePolicy
{
    public const int LongestName = 128;

    public static (string Name, string Document) Require(IamRequest request, Principal principal)
    {
        var name = request.Name("PolicyName", LongestName);
        return principal.InlinePolicies.TryGetValue(name, out var document)
            ? (name, document)
            : throw IamErrors.NoSuchEntity($"The {(principal is Role ? "role" : "user")} policy with name {name} cannot be found.");
    }
}
