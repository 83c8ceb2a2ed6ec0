using System.Collections.Frozen;
using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>What an action works on.</summary>
internal sealed record StsRequest(
    QueryParameters Parameters, Caller Caller, DateTimeOffset Now, string Region, SessionStore Sessions, IamStore Iam, TokenKeys TokenKeys);

/// <summary>AWS STS: https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html</summary>
internal sealed class StsService(ServiceParts parts)
    : QueryService<StsRequest>("sts", "https://sts.amazonaws.com/doc/2011-06-15/", Actions)
{
    private static readonly FrozenDictionary<string, QueryAction<StsRequest>> Actions = new Dictionary<string, QueryAction<StsRequest>>
    {
        ["AssumeRole"] = Roles.Assume,
        ["AssumeRoleWithWebIdentity"] = Roles.AssumeWithWebIdentity,
        ["GetAccessKeyInfo"] = Callers.AccessKeyInfo,
        ["GetCallerIdentity"] = Callers.Identity,
        ["GetSessionToken"] = Callers.SessionToken,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly ServiceEntry Entry = new("sts", Actions.Keys, parts => new StsService(parts));

    private readonly TokenKeys tokenKeys = TokenKeys.Read(parts.Options);

    /// <summary>An S3 upload from a browser form is multipart/form-data, so this content type is the query protocol's alone.</summary>
    public override bool Recognizes(HttpRequest request) => request.Query.ContainsKey("Action")
        || (HttpMethods.IsPost(request.Method)
            && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true);

    public override bool IsForAnyone(string action) => action == "AssumeRoleWithWebIdentity";

    public override string? ResourceOf(AwsRequest request) => ((QueryParameters)request.Content).Text("RoleArn", 0, int.MaxValue);

    public override IEnumerable<Need> NeedsOf(AwsRequest request) => StsNeeds.Of(Bind(request, (QueryParameters)request.Content));

    public override AwsException Denied(AwsRequest request, Need need, Decision decision) => new(
        403,
        "AccessDenied",
        need.Principal is null
            ? $"User: {request.Caller.Arn} is not authorized to perform: {need.Action} on resource: {need.Resource}"
            : $"Not authorized to perform {need.Action}");

    protected override StsRequest Bind(AwsRequest request, QueryParameters parameters) =>
        new(parameters, request.Caller, parts.Clock.GetUtcNow(), request.Region, parts.Sessions, parts.Iam, tokenKeys);
}
