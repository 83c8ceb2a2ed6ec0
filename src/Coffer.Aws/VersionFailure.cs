using System.Net;
using Coffer.Aws.Answers;
using Coffer.Aws.Calls;

namespace Coffer.Aws;

/// <summary>
/// What S3 answers where one version of an object is asked for: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
/// </summary>
internal static class VersionFailure
{
    /// <summary>The action.</summary>
    public const string Action = "s3:GetObjectVersion";

    private const string NextStep =
        "a lifecycle rule or somebody has deleted it, or COFFER_RELEASE is another bucket's: deploy again for a new one";

    /// <summary>What a failure means.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="resource">The bucket, with the region.</param>
    public static Reason Why(Exception exception, string resource)
    {
        var error = AwsError.In(exception);
        var cause = error switch
        {
            { Code: "NoSuchVersion" or "NoSuchKey" } => $"{resource} has no such version",
            { Code: "InvalidArgument" } => $"S3 says that this is not the id of a version ({resource})",
            { Status: (int)HttpStatusCode.MethodNotAllowed } => $"this version marks that it was deleted ({resource})",
            _ => null,
        };
        if (cause is not null)
        {
            return new Reason(ErrorCode.NotFound, cause, NextStep);
        }

        var why = AwsFailure.Why(exception, Action, resource);

        // Who may not list the bucket is not told whether the version exists.
        return error is { Status: (int)HttpStatusCode.Forbidden, Code: "AccessDenied" }
            ? why with
            {
                Hint = $"the caller's policy must allow {Action} there; without s3:ListBucket S3 says the same of a version that is gone: "
                    + NextStep,
            }
            : why;
    }
}
