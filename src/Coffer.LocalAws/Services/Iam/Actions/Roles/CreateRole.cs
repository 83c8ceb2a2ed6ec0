using System.Xml;
using Coffer.LocalAws.Services.Iam.Model;
using Coffer.LocalAws.Services.S3.Settings;

namespace Coffer.LocalAws.Services.Iam.Actions.Roles;

/// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html</summary>
internal static class CreateRole
{
    private const int LongestName = 64;
    private const int LongestDescription = 1000;

    public static void Handle(IamRequest request, XmlWriter answer)
    {
        var parameters = request.Parameters;
        var role = new Role
        {
            Id = EntityId.New("AROA"),
            Name = request.Name("RoleName", LongestName),
            AccountId = request.AccountId,
            Created = request.Now,
            Path = request.Path(),
            TrustPolicy = PolicyDocument.Read(parameters, "AssumeRolePolicyDocument"),
            Description = parameters.Text("Description", 0, LongestDescription),
            MaxSessionDuration = parameters.Number("MaxSessionDuration", 3600, 43200) ?? 3600,
            PermissionsBoundary = request.PermissionsBoundary(),
            Tags = Tags.Read(parameters),
        };
        if (request.Store.Roles.Named(role.Name) is not null)
        {
            throw IamErrors.AlreadyExists($"Role with name {role.Name} already exists.");
        }

        request.Store.Roles.Put(role);
        RoleXml.Write(answer, role);
    }
}
