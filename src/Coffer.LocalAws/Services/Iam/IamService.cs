using Coffer.LocalAws.Protocols.Query;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>AWS IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html. Kept and given back; nothing is enforced.</summary>
internal sealed class IamService(ServiceParts parts)
    : QueryService<IamRequest>("iam", "https://iam.amazonaws.com/doc/2010-05-08/", IamActions.Table)
{
    public static readonly ServiceEntry Entry = new("iam", IamActions.Table.Keys, parts => new IamService(parts));

    /// <summary>The role, user, policy or provider that a request names, whether it is there or not yet.</summary>
    public override string? ResourceOf(AwsRequest request)
    {
        var parameters = (QueryParameters)request.Content;
        return ArnOf(parts.Iam.Roles, parameters, "role") ?? ArnOf(parts.Iam.Users, parameters, "user")
            ?? Given("PolicyArn") ?? Given("OpenIDConnectProviderArn");

        string? Given(string name) => parameters.Text(name, 0, int.MaxValue);
    }

    protected override IamRequest Bind(AwsRequest request, QueryParameters parameters) => new(
        parameters, parts.Iam, parts.Options.AccountId, DateTimeOffset.FromUnixTimeSeconds(parts.Clock.GetUtcNow().ToUnixTimeSeconds()));

    private string? ArnOf<T>(Entities<T> entities, QueryParameters parameters, string kind)
        where T : Entity =>
        parameters.Text(entities.Parameter, 0, int.MaxValue) is { } name
            ? entities.Named(name)?.Arn
                ?? $"arn:aws:iam::{parts.Options.AccountId}:{kind}{parameters.Text("Path", 0, int.MaxValue) ?? "/"}{name}"
            : null;
}
