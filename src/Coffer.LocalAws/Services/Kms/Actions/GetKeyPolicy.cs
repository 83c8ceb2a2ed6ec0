using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html</summary>
internal static class GetKeyPolicy
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        KeyPolicy.RequireName(request.Parameters);
        answer.WriteString("Policy", request.Key().Policy);
        answer.WriteString("PolicyName", KeyPolicy.Name);
    }
}
