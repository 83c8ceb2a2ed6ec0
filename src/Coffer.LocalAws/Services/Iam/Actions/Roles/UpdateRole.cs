using System.Xml;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html</summary>
internal static class UpdateRole
{
    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var role = request.Store.Roles.Require(request.Parameters);
        request.Store.Roles.Put(role with
        {
            Description = request.Parameters.Text("Description", 0, 1000) ?? role.Description,
            MaxSessionDuration = request.Parameters.Number("MaxSessionDuration", 3600, 43200) ?? role.MaxSessionDuration,
        });
    }
}
