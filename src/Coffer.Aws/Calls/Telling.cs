namespace Coffer.Aws.Calls;

/// <summary>Why a call failed: whose fault it is, the cause, the next step.</summary>
internal readonly record struct Reason(ErrorCode Code, string Cause, string? Hint);

/// <summary>How a call is told of, while it is waited for and where it fails.</summary>
/// <param name="Action">What is asked for, as a policy names it: <c>kms:Decrypt</c>.</param>
/// <param name="What">What cannot be done then, with the address.</param>
/// <param name="Why">What a failure means.</param>
internal sealed record Telling(string Action, string What, Func<Exception, Reason> Why)
{
    /// <summary>A failure as it ends a command.</summary>
    public CofferException Failure(Exception exception)
    {
        var (code, cause, hint) = Why(exception);
        return new CofferException(code, $"{What}: {cause}", hint, exception);
    }
}
