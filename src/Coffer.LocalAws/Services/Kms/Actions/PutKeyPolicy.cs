using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html</summary>
internal static class PutKeyPolicy
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        KeyPolicy.RequireName(request.Parameters);
        var policy = KeyPolicy.Read(request.Parameters) ?? throw KmsViolation.Missing("Policy");
        request.Keys.Put(request.Key() with { Policy = policy });
    }
}
