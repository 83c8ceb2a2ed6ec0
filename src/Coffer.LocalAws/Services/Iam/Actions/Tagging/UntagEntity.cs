using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Tagging;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html, and of the other kinds</summary>
internal static class UntagEntity
{
    public static void Handle<T>(IamRequest request, Entities<T> entities)
        where T : Entity
    {
        var entity = entities.Require(request.Parameters);
        var keys = request.Parameters.List("TagKeys") ?? [];
        entities.Put(entity with { Tags = entity.Tags.Where(tag => !keys.Contains(tag.Key)).ToDictionary() });
    }
}
