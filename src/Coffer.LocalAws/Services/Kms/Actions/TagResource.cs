using System.Text.Json;
using Coffer.LocalAws.Services.Iam;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html</summary>
internal static class TagResource
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        var tags = KeyTags.Read(request.Parameters) ?? throw KmsViolation.Missing("Tags");
        var key = request.ChangeableKey();
        request.Keys.Put(key with { Tags = KeyTags.Merge(key.Tags, tags) });
    }
}
