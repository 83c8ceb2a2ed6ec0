namespace Coffer.LocalAws.Services.Iam.Model;

/// <summary>
/// Whose tokens are taken: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html.
/// Its name is the issuer's URL without <c>https://</c>.
/// </summary>
internal sealed record OidcProvider : Entity
{
    /// <summary>The audiences.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    protected override string Kind => "oidc-provider";
}
