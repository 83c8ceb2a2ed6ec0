using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The policy document of a key: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html</summary>
internal static partial class KeyPolicy
{
    /// <summary>The only name a key policy can have.</summary>
    public const string Name = "default";

    private const int LongestName = 128;
    private const int LongestDocument = 131072;

    /// <summary>What a key made without a policy gets, byte for byte as AWS writes it.</summary>
    public static string Default(string accountId) => $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::{{accountId}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;

    /// <summary>The document of a request, as it was given; null where there is none.</summary>
    public static string? Read(KmsParameters parameters)
    {
        var text = parameters.Text("Policy", 1, LongestDocument);
        return text is null || IsObject(text)
            ? text
            : throw new AwsException(400, "MalformedPolicyDocumentException", "The new key policy is not a valid JSON document.");
    }

    public static void RequireName(KmsParameters parameters)
    {
        if (parameters.Text("PolicyName", 1, LongestName, NamePattern()) is { } name && name != Name)
        {
            throw KmsErrors.NotFound("No such policy exists");
        }
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[\w]+$")]
    private static partial Regex NamePattern();
}
