using Coffer.Iam.Conditions;
using Coffer.Iam.Evaluation;

namespace Coffer.LocalAws.Enforcement;

/// <summary>Something that the caller must be allowed to do for a request to be done. A request may need several.</summary>
/// <param name="Action">For example <c>kms:Decrypt</c>.</param>
/// <param name="Resource">The resource's ARN; <c>*</c> for an action without one.</param>
internal sealed record Need(string Action, string Resource)
{
    /// <summary>The resource's account; null for the caller's own.</summary>
    public string? Account { get; init; }

    /// <summary>The policy of the key or bucket; the trust policy of a role.</summary>
    public NamedPolicy? Policy { get; init; }

    /// <summary>The grants on a key.</summary>
    public IReadOnlyList<KeyGrant> Grants { get; init; } = [];

    /// <summary>Sets the condition keys that the service has for it.</summary>
    public Action<RequestContext>? Describe { get; init; }

    /// <summary>Who asks, where that is not the one who signed the request.</summary>
    public RequestPrincipal? Principal { get; init; }
}
