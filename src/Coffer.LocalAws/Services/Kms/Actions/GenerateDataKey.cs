using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html</summary>
internal static class GenerateDataKey
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer) =>
        DataKeys.Generate(request, answer, withPlaintext: true);
}
