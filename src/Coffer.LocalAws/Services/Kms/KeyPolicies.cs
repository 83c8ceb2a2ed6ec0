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
        var policy = KeyPolicy.Read(request.Parameters) ?? throw KmsViolation.Missing("Policy");
        request.Keys.Put(request.Key() with { Policy = policy });
    }

    /// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html</summary>
    public static void List(KmsRequest request, Utf8JsonWriter answer)
    {
        _ = request.Key();
        KmsPage.Write(answer, request.Parameters, "PolicyNames", [KeyPolicy.Name], n => n, (a, n) => a.WriteStringValue(n), defaultLimit: 100);
    }
}
