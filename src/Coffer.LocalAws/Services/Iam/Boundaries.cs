namespace Coffer.LocalAws.Services.Iam;

/// <summary>Permissions boundaries: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html</summary>
internal static class Boundaries
{
    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html and of users</summary>
    public static void Put<T>(IamRequest request, Entities<T> principals)
        where T : IamPrincipal
    {
        var principal = principals.Require(request.Parameters);
        _ = request.Parameters.Required("PermissionsBoundary", 20, 2048);
        principals.Put(principal with { PermissionsBoundary = request.PermissionsBoundary() });
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html and of users</summary>
    public static void Delete<T>(IamRequest request, Entities<T> principals)
        where T : IamPrincipal
    {
        var principal = principals.Require(request.Parameters);
        if (principal.PermissionsBoundary is null)
        {
            throw IamErrors.NoSuchEntity($"{typeof(T).Name} {principal.Name} does not have a permissions boundary.");
        }

        principals.Put(principal with { PermissionsBoundary = null });
    }
}
