using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html</summary>
internal static class ListKeys
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer) =>
        KmsPage.Write(answer, request.Parameters, "Keys", request.Keys.Keys(request.Region), k => k.Id, Write, defaultLimit: 100);

    private static void Write(Utf8JsonWriter answer, KmsKey key)
    {
        answer.WriteStartObject();
        answer.WriteString("KeyId", key.Id);
        answer.WriteString("KeyArn", key.Arn);
        answer.WriteEndObject();
    }
}
