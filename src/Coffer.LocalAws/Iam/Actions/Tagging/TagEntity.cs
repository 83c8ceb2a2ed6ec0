using Coffer.LocalAws.Iam.Model;
using Coffer.LocalAws.Iam.Storage;

namespace Coffer.LocalAws.Iam.Actions.Tagging;

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
