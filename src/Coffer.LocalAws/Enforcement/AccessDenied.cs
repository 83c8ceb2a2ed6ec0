using Coffer.Iam.Evaluation;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Enforcement;

/// <summary>
/// What AWS says to those who may not: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
/// </summary>
internal static class AccessDenied
{
    public static string Words(AwsRequest request, Need need, Decision decision) =>
        $"User: {request.Caller.Arn} is not authorized to perform: {need.Action} on resource: {need.Resource} "
        + decision.AwsReason(need.Action);
}
