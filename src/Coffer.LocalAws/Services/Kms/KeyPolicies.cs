using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>The policy of a key: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html</summary>
internal static class KeyPolicies
{
    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html</summary>
    public static void Get(KmsRequest request, Utf8JsonWriter answer)
    {
        KeyPolicy.RequireName(request.Parameters);
        answer.WriteString("Policy", request.Key().Policy);
        answer.WriteString("PolicyName", KeyPolicy.Name);
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html</summary>
    public static void Put(KmsRequest request, Utf8JsonWriter answer)
    {
        KeyPolicy.RequireName(request.Parameters);
        var key = request.Key();
        if (key.IsAwsManaged)
        {
            throw KmsErrors.OtherAccount(request.Caller, request.Action, key.Arn);
        }

        request.Keys.Put(key with { Policy = KeyPolicy.Read(request, key.Arn) ?? throw KmsViolation.Missing("Policy") });
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html</summary>
    public static void List(KmsRequest request, Utf8JsonWriter answer)
    {
        _ = request.Key();
        KmsPage.Write(
            answer, request.Parameters, "PolicyNames", [KeyPolicy.Name], n => n, (a, n) => a.WriteStringValue(n), defaultLimit: 100);
    }
}
