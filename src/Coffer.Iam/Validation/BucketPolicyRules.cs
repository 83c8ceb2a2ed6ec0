using System.Text;
using System.Text.Json;
using Coffer.Iam.Conditions;
using Coffer.Iam.Documents;

namespace Coffer.Iam.Validation;

/// <summary>
/// What S3 checks before it stores a bucket policy: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
/// </summary>
internal static class BucketPolicyRules
{
    /// <summary>Checks a bucket policy.</summary>
    /// <param name="text">The document, as it was sent.</param>
    /// <param name="bucketArn">The bucket that it is for.</param>
    /// <param name="exists">Whether a user or role is there, by its ARN.</param>
    /// <returns>The refusal; null where S3 stores it.</returns>
    public static PolicyRefusal? Of(string text, string bucketArn, Func<string, bool> exists)
    {
        var reading = PolicyReader.Read(text);
        if (reading.Problems is [{ Kind: ProblemKind.NotJson or ProblemKind.NotAnObject }] || text[0] != '{')
        {
            return PolicyRefusal.S3("Policies must be valid JSON and the first byte must be '{'");
        }

        if (Compact(text) > PolicySize.Bucket)
        {
            return PolicyRefusal.S3($"Normalized policy document exceeds the maximum allowed size of {PolicySize.Bucket} bytes.");
        }

        var message = ResourcePolicyWording.OfForm(reading, "Invalid policy syntax.")
            ?? reading.Document.Statements
                .Select(statement => OfStatement(statement, bucketArn, exists)).FirstOrDefault(refusal => refusal is not null);
        return message is null ? null : PolicyRefusal.S3(message);
    }

    private static string? OfStatement(Statement statement, string bucketArn, Func<string, bool> exists)
    {
        if (statement.Principals is null)
        {
            return "Missing required field Principal";
        }

        if (statement.Actions.Count == 0)
        {
            return "Missing required field Action";
        }

        if (statement.Resources.Count == 0)
        {
            return "Missing required field Resource";
        }

        if (statement is { ExceptPrincipals: true, Effect: Effect.Allow })
        {
            return "Allow with NotPrincipal is not allowed.";
        }

        if (ResourcePolicyWording.InvalidPrincipal(statement, exists) is not null)
        {
            return "Invalid principal in policy";
        }

        if (!statement.Actions.All(S3Actions.NamesAny))
        {
            return "Policy has invalid action";
        }

        if (!statement.Resources.All(resource => IsOf(resource, bucketArn)))
        {
            return "Policy has invalid resource";
        }

        if (!statement.Conditions.All(condition => ConditionKeys.Knows(condition.Key)))
        {
            return "Policy has an invalid condition key";
        }

        return statement.ExceptActions || statement.ExceptResources || Applies(statement)
            ? null
            : "Action does not apply to any resource(s) in statement";
    }

    // Each action must have a resource in the statement that it can be about.
    private static bool Applies(Statement statement)
    {
        var objects = statement.Resources.Any(resource => resource.Contains('/', StringComparison.Ordinal) || resource.EndsWith('*'));
        var bucket = statement.Resources.Any(resource => !resource.Contains('/', StringComparison.Ordinal));
        return statement.Actions.All(action =>
            (objects && S3Actions.NamesObjectAction(action)) || (bucket && S3Actions.NamesBucketAction(action)));
    }

    // The bucket or objects of it; the bucket's name may be written with wildcards, if it is meant.
    private static bool IsOf(string resource, string bucketArn)
    {
        var name = resource.Split('/', 2)[0];
        return name.StartsWith(bucketArn[..(bucketArn.LastIndexOf(':') + 1)], StringComparison.Ordinal)
            && (name == bucketArn || Patterns.Glob.Matches(name, bucketArn));
    }

    private static int Compact(string text)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            json.WriteTo(writer);
        }

        return (int)buffer.Length;
    }
}
