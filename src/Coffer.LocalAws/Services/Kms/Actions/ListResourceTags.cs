using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html</summary>
internal static class ListResourceTags
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer) =>
        KmsPage.Write(answer, request.Parameters, "Tags", request.Key().Tags, t => t.Key, Write, defaultLimit: 50);

    private static void Write(Utf8JsonWriter answer, KeyTag tag)
    {
        answer.WriteStartObject();
        answer.WriteString("TagKey", tag.Key);
        answer.WriteString("TagValue", tag.Value);
        answer.WriteEndObject();
    }
}
