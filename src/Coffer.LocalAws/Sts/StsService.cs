using System.Xml;
using Coffer.LocalAws.Iam.Storage;
using Coffer.LocalAws.Query;
using Coffer.LocalAws.Server;
using Coffer.LocalAws.Sts.Actions;

namespace Coffer.LocalAws.Sts;

/// <summary>AWS STS, query protocol: https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html</summary>
internal sealed class StsService(TimeProvider clock, SessionStore sessions, IamStore iam)
{
    /// <summary>Whether an action is for callers that have no credentials yet.</summary>
    public static bool IsUnsigned(QueryParameters parameters) => parameters.Action == nameof(AssumeRoleWithWebIdentity);

    public async Task HandleAsync(AwsCall call, QueryParameters parameters)
    {
        var request = new StsRequest(parameters, call.Caller, clock.GetUtcNow());
        Action<XmlWriter> write = parameters.Action switch
        {
            nameof(GetCallerIdentity) => answer => GetCallerIdentity.Handle(request, answer),
            nameof(AssumeRole) => answer => AssumeRole.Handle(request, answer, sessions, iam),
            nameof(AssumeRoleWithWebIdentity) => answer => AssumeRoleWithWebIdentity.Handle(request, answer, sessions, iam),
            _ => throw new AwsException(400, "InvalidAction", $"Could not find operation {parameters.Action} for version 2011-06-15"),
        };
        await QueryAnswer.SendAsync(call, parameters.Action, QueryAnswer.StsNamespace, write);
    }
}
