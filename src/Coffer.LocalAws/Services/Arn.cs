namespace Coffer.LocalAws.Services;

/// <summary>
/// An ARN, taken apart once: <c>arn:partition:service:region:account:type/name</c>.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
/// </summary>
/// <param name="Partition">For example <c>aws</c>.</param>
/// <param name="Service">For example <c>kms</c>.</param>
/// <param name="Region">Empty for services that have none.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Type">What stands before the first slash, for example <c>key</c>; empty without one.</param>
/// <param name="Name">What stands behind it; it may have slashes of its own.</param>
internal sealed record Arn(string Partition, string Service, string Region, string Account, string Type, string Name)
{
    private const string Prefix = "arn:";

    /// <summary>Whether a text is meant as an ARN, well-formed or not.</summary>
    public static bool IsMeant(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Null for what is no ARN.</summary>
    public static Arn? Parse(string text)
    {
        var parts = text.Split(':', 6);
        if (parts is not ["arn", { Length: > 0 }, { Length: > 0 }, _, _, { Length: > 0 } resource])
        {
            return null;
        }

        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new Arn(parts[1], parts[2], parts[3], parts[4], string.Empty, resource)
            : new Arn(parts[1], parts[2], parts[3], parts[4], resource[..slash], resource[(slash + 1)..]);
    }
}
