using System.Text.Json;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html</summary>
internal static class DescribeKey
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer) =>
        KeyMetadata.Write(answer, request.KeyOrAlias());
}
