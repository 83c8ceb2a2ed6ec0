using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Coffer.Iam.Documents;
using Coffer.Iam.Validation;
using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Signing;

namespace Coffer.LocalAws.Services.Iam;

/// <summary>What an action works on.</summary>
internal sealed partial record IamRequest(
    QueryParameters Parameters, IamStore Store, Caller Caller, DateTimeOffset Now, CallerPolicies Callers, string Partition)
{
    private const int LongestPath = 512;

    public string AccountId => Caller.AccountId;

    public string Path() => Path("Path") ?? "/";

    public string? Path(string parameter) => Parameters.Text(parameter, 1, LongestPath, PathPattern());

    public string Name(string parameter, int longest) => Parameters.Required(parameter, 1, longest, NamePattern());

    /// <summary>The ARN of the policy that bounds a new role or user; null without one.</summary>
    public string? PermissionsBoundary()
    {
        var arn = Parameters.Text("PermissionsBoundary", 20, 2048);
        if (arn is not null)
        {
            RequireAttachable(arn, $"Scope ARN: {arn} does not exist or is not attachable.");
        }

        return arn;
    }

    /// <summary>Refuses what is no managed policy. AWS's own are not here; that somebody has one is kept all the same.</summary>
    public void RequireAttachable(string arn, string missing)
    {
        if (!Arn.TryParse(arn, out _))
        {
            throw QueryParameters.Invalid("Invalid ARN:  Could not be parsed!");
        }

        if (!AwsManagedPolicies.Are(arn) && Store.Policies.WithArn(arn) is null)
        {
            throw IamErrors.NoSuchEntity(missing);
        }
    }

    /// <summary>The user that a request names; without a name the caller.</summary>
    public User UserOrCaller() => Parameters.Text(Store.Users.Parameter, 1, 128) is null
        ? Store.Users.WithId(Caller.UserId)
            ?? throw QueryParameters.Invalid("Must specify userName when calling with non-User credentials")
        : Store.Users.Require(Parameters);

    public PolicyRefusal? CheckTrust(string document) => TrustPolicyRules.Of(document, arn => Store.Exists(AccountId, arn));

    [GeneratedRegex(@"^(/|/[!-~]+/)$")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"^[\w+=,.@-]+$")]
    private static partial Regex NamePattern();
}

/// <summary>The refusals that more than one action makes: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html</summary>
internal static class IamErrors
{
    public static AwsException NoSuchEntity(string message) => new(404, "NoSuchEntity", message);

    public static AwsException AlreadyExists(string message) => new(409, "EntityAlreadyExists", message);

    public static AwsException DeleteConflict(string message) => new(409, "DeleteConflict", message);

    public static AwsException MalformedPolicy(string message) => new(400, "MalformedPolicyDocument", message);
}

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids</summary>
internal static class EntityId
{
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="prefix">The kind, for example <c>AROA</c>.</param>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Alphabet, 17);
}
