using System.Text.RegularExpressions;

namespace Coffer.Iam.Validation;

/// <summary>
/// Which names a principal can have: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
/// </summary>
internal static partial class PrincipalNames
{
    /// <summary>Whether a name of a kind can be that of a principal; a star is one of <c>AWS</c> only.</summary>
    public static bool IsPossible(string kind, string name) => kind switch
    {
        "AWS" => name == "*" || IsAccount(name) || IsUniqueId(name) || AwsArn().IsMatch(name),
        "Service" => ServiceName().IsMatch(name),
        "Federated" => DomainName().IsMatch(name) || ProviderArn().IsMatch(name),
        "CanonicalUser" => CanonicalId().IsMatch(name),
        _ => false,
    };

    /// <summary>Whether it is the number of an account.</summary>
    public static bool IsAccount(string name) => name.Length == 12 && name.All(char.IsAsciiDigit);

    /// <summary>Whether it is the id of a user or role: IAM stores it in a name's place, and shows it when the role is gone.</summary>
    public static bool IsUniqueId(string name) => UniqueId().IsMatch(name);

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:(iam::\d{12}:(root|(user|role)/[!-)+->@-~]+)"
        + @"|sts::\d{12}:(assumed-role/[\w+=,.@-]+/[\w+=,.@-]+|federated-user/[\w+=,.@-]+))$")]
    private static partial Regex AwsArn();

    [GeneratedRegex(@"^(AIDA|AROA)[A-Z0-9]{8,124}$")]
    private static partial Regex UniqueId();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|aws\.internal|amazon\.com)$")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[\w./-]*)?$")]
    private static partial Regex DomainName();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:(oidc-provider/[\w.:/-]+|saml-provider/[\w+=,.@/-]+)$")]
    private static partial Regex ProviderArn();

    [GeneratedRegex(@"^[0-9a-f]{64}$")]
    private static partial Regex CanonicalId();
}
