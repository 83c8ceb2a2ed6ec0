using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html#KMS-CreateAlias-request-AliasName</summary>
internal static partial class AliasName
{
    private const string Prefix = "alias/";
    private const int Longest = 256;

    /// <summary>The name in a request, to make, move or remove.</summary>
    public static string Read(KmsParameters parameters)
    {
        var name = parameters.RequiredText("AliasName", 1, Longest, Pattern());
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw KmsErrors.Validation(
                "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        }

        if (name.Length == Prefix.Length || name.StartsWith("alias/aws/", StringComparison.Ordinal) || name == "alias/aws")
        {
            throw new AwsException(400, "InvalidAliasNameException", $"The alias name '{name}' is empty or reserved for AWS.");
        }

        return name;
    }

    /// <summary>The alias that a request names.</summary>
    public static KmsAlias RequireAlias(KmsRequest request)
    {
        var name = Read(request.Parameters);
        return request.Keys.FindAlias(request.Region, name)
            ?? throw KmsErrors.NotFound($"Alias {KmsAlias.ArnOf(request.Region, request.AccountId, name)} is not found.");
    }

    [GeneratedRegex("^[a-zA-Z0-9:/_-]+$")]
    private static partial Regex Pattern();
}
