using System.Globalization;
using Coffer.Iam.Conditions;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>
/// What callers of STS must be allowed:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html. GetCallerIdentity and
/// GetSessionToken are for everybody.
/// </summary>
internal static class StsNeeds
{
    /// <summary>A role that is not there is refused like one that trusts others:
    /// https://repost.aws/knowledge-center/iam-assume-role-error</summary>
    public static IEnumerable<Need> Of(StsRequest request)
    {
        var parameters = request.Parameters;
        if (parameters.Action == "GetAccessKeyInfo")
        {
            yield return new Need("sts:GetAccessKeyInfo", "*");
            yield break;
        }

        var token = parameters.Action == "AssumeRoleWithWebIdentity" ? AcceptedToken.Of(request) : null;
        if (token is null && parameters.Action != "AssumeRole")
        {
            yield break;
        }

        var arn = parameters.Required("RoleArn", 20, 2048);
        var role = request.Iam.Roles.WithArn(arn);
        var tags = parameters.Tags() ?? [];
        Need ToAssume(string action) => new(action, arn)
        {
            Account = Coffer.Iam.Documents.Arn.TryParse(arn, out var parsed) ? parsed.Account : null,
            Policy = role is null ? null : KnownPolicies.Of($"trust policy of {role.Name}", role.TrustPolicy),
            Principal = token is null ? null : RequestPrincipal.Federated(token.Provider.Arn),
            Describe = context => Set(context, parameters, tags, token, role),
        };

        yield return ToAssume($"sts:{parameters.Action}");
        if (tags.Count > 0)
        {
            yield return ToAssume("sts:TagSession");
        }

        if (parameters.Text("SourceIdentity", 0, int.MaxValue) is not null)
        {
            yield return ToAssume("sts:SetSourceIdentity");
        }
    }

    private static void Set(
        RequestContext context, QueryParameters parameters, IReadOnlyList<(string Key, string Value)> tags,
        AcceptedToken? token, Role? role)
    {
        foreach (var name in (string[])["ExternalId", "RoleSessionName", "SourceIdentity"])
        {
            if (parameters.Text(name, 0, int.MaxValue) is { } value)
            {
                context.Set($"sts:{name}", value);
            }
        }

        context.Set(
            "sts:DurationSeconds", (parameters.Number("DurationSeconds", 0, int.MaxValue) ?? 3600).ToString(CultureInfo.InvariantCulture));
        foreach (var (key, value) in tags)
        {
            context.Set($"aws:RequestTag/{key}", value);
        }

        if (tags.Count > 0)
        {
            context.Set("aws:TagKeys", [.. tags.Select(tag => tag.Key)]);
        }

        if (parameters.List("TransitiveTagKeys") is { } transitive)
        {
            context.Set("sts:TransitiveTagKeys", transitive);
        }

        foreach (var (key, value) in role?.Tags ?? new Dictionary<string, string>())
        {
            context.Set($"aws:ResourceTag/{key}", value).Set($"iam:ResourceTag/{key}", value);
        }

        if (token is not null)
        {
            var issuer = token.Provider.Name;
            context.Set($"{issuer}:aud", token.Audience).Set($"{issuer}:sub", token.Token.Subject)
                .Set("aws:FederatedProvider", token.Provider.Arn);
        }
    }
}
