using Coffer.Iam.Documents;

namespace Coffer.Iam.Roles;

/// <summary>
/// Who runs a <c>terraform apply</c> that changes key or bucket: what an administrator may, and reading and writing objects, as
/// Terraform looks at all of them each time. It makes no key: a key that is not there yet cannot be named.
/// </summary>
internal static class BootstrapPolicy
{
    /// <summary>The document.</summary>
    /// <param name="resources">The environment.</param>
    /// <param name="alias">The alias that authors know the key by, for example <c>alias/secrets</c>.</param>
    public static PolicyDocument Of(EnvironmentResources resources, string alias) =>
        new([.. AdministratorPolicy.Of(resources, alias).Statements, ObjectActions.Write(resources), .. StorageKeyUse.Writing(resources)]);
}
