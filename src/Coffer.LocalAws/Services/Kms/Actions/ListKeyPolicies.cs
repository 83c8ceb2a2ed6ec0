using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html</summary>
internal static class ListKeyPolicies
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        _ = request.Key();
        KmsPage.Write(answer, request.Parameters, "PolicyNames", [KeyPolicy.Name], n => n, (a, n) => a.WriteStringValue(n), defaultLimit: 100);
    }
}
