using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Tagging;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html, and of the other kinds</summary>
internal static class TagEntity
{
    public static void Handle<T>(IamRequest request, Entities<T> entities)
        where T : Entity
    {
        var entity = entities.Require(request.Parameters);
        entities.Put(entity with { Tags = Tags.Merge(entity.Tags, request.Parameters) });
    }
}
