using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>
/// A member outside its model's bounds, in the words of AWS's validator. The value of a secret member is never quoted.
/// </summary>
internal static class KmsViolation
{
    public static AwsException Missing(string member) => Of($"Value null at '{Path(member)}'", "Member must not be null");

    public static AwsException TooShort(string member, string value, int min) =>
        Of(Quoted(member, value), $"Member must have length greater than or equal to {min}");

    public static AwsException TooLong(string member, string value, int max) =>
        Of(Quoted(member, value), $"Member must have length less than or equal to {max}");

    public static AwsException SecretTooShort(string member, int min) =>
        Of($"Value at '{Path(member)}'", $"Member must have length greater than or equal to {min}");

    public static AwsException SecretTooLong(string member, int max) =>
        Of($"Value at '{Path(member)}'", $"Member must have length less than or equal to {max}");

    public static AwsException TooSmall(string member, long value, int min) =>
        Of(Quoted(member, $"{value}"), $"Member must have value greater than or equal to {min}");

    public static AwsException TooLarge(string member, long value, int max) =>
        Of(Quoted(member, $"{value}"), $"Member must have value less than or equal to {max}");

    public static AwsException NotInSet(string member, string value, IEnumerable<string> allowed) =>
        Of(Quoted(member, value), $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");

    public static AwsException NotMatching(string member, string value, string pattern) =>
        Of(Quoted(member, value), $"Member must satisfy regular expression pattern: {pattern}");

    private static AwsException Of(string what, string constraint) =>
        KmsErrors.Validation($"1 validation error detected: {what} failed to satisfy constraint: {constraint}");

    private static string Quoted(string member, string value) => $"Value '{value}' at '{Path(member)}'";

    private static string Path(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
