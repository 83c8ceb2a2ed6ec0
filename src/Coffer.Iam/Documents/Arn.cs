using System.Diagnostics.CodeAnalysis;

namespace Coffer.Iam.Documents;

/// <summary>The name of something in AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html</summary>
/// <param name="Partition"><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</param>
/// <param name="Service">For example <c>kms</c>.</param>
/// <param name="Region">Empty where a service has none.</param>
/// <param name="Account">Empty where the resource alone is unique.</param>
/// <param name="Resource">For example <c>key/1234abcd-12ab-34cd-56ef-1234567890ab</c>.</param>
internal sealed record Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    /// <summary>Takes an ARN apart.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = text.Split(':', 6) is [
            "arn", { Length: > 0 } partition, { Length: > 0 } service, var region, var account, { Length: > 0 } resource]
            ? new Arn(partition, service, region, account, resource)
            : null;
        return arn is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
