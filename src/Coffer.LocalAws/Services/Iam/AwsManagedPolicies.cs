namespace Coffer.LocalAws.Services.Iam;

/// <summary>
/// The policies of AWS's own whose content is here: those that are short, and that people give to administrators and tasks:
/// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
/// </summary>
internal static class AwsManagedPolicies
{
    private static readonly Dictionary<string, string> Documents = new(StringComparer.Ordinal)
    {
        ["AdministratorAccess"] = Allow("\"*\""),
        ["PowerUserAccess"] = """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*" },
                {
                  "Effect": "Allow",
                  "Action": [
                    "account:GetAccountInformation", "account:GetPrimaryEmail", "account:ListRegions", "iam:CreateServiceLinkedRole",
                    "iam:DeleteServiceLinkedRole", "iam:ListRoles", "organizations:DescribeEffectivePolicy",
                    "organizations:DescribeOrganization"
                  ],
                  "Resource": "*"
                }
              ]
            }
            """,
        ["IAMFullAccess"] = Allow("\"iam:*\""),
        ["IAMReadOnlyAccess"] = Allow(
            "\"iam:GenerateCredentialReport\", \"iam:GenerateServiceLastAccessedDetails\", \"iam:Get*\", \"iam:List*\", "
            + "\"iam:SimulateCustomPolicy\", \"iam:SimulatePrincipalPolicy\""),
        ["AmazonS3FullAccess"] = Allow("\"s3:*\", \"s3-object-lambda:*\""),
        ["AmazonS3ReadOnlyAccess"] = Allow(
            "\"s3:Get*\", \"s3:List*\", \"s3:Describe*\", \"s3-object-lambda:Get*\", \"s3-object-lambda:List*\""),
        ["service-role/AmazonECSTaskExecutionRolePolicy"] = Allow(
            "\"ecr:GetAuthorizationToken\", \"ecr:BatchCheckLayerAvailability\", \"ecr:GetDownloadUrlForLayer\", "
            + "\"ecr:BatchGetImage\", \"logs:CreateLogStream\", \"logs:PutLogEvents\""),
    };

    private const string Prefix = ":iam::aws:policy/";

    /// <summary>Whether an ARN is one of AWS's own policies, which are called alike in all partitions.</summary>
    public static bool Are(string arn) => Start(arn) is not null;

    /// <summary>The document of an ARN; null where it is not here.</summary>
    public static string? Find(string arn) =>
        Start(arn) is { } start ? Documents.GetValueOrDefault(arn[start..]) : null;

    /// <summary>Where the name of one of AWS's own begins.</summary>
    private static int? Start(string arn) => $"arn:{Partition.OfArn(arn)}{Prefix}" is var prefix
        && arn.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : null;

    private static string Allow(string actions) => $$"""
        { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [{{actions}}], "Resource": "*" }] }
        """;
}
