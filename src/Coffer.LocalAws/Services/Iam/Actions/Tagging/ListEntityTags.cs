using System.Xml;
using Coffer.LocalAws.Protocols.Query;
using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.Iam.Storage;

namespace Coffer.LocalAws.Services.Iam.Actions.Tagging;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html, and of the other kinds</summary>
internal static class ListEntityTags
{
    public static void Handle<T>(IamRequest request, XmlWriter answer, Entities<T> entities)
        where T : Entity =>
        QueryPage.Write(
            answer, request.Parameters, "Tags", entities.Require(request.Parameters).Tags, tag => tag.Key, tag => Tags.WriteTag(answer, tag));
}
