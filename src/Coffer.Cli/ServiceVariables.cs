using Coffer.Core.Configuration;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Synchronization;

namespace Coffer.Cli;

/// <summary>The variables that a container of a service needs: those of the Terraform module's output, in its order.</summary>
internal static class ServiceVariables
{
    /// <summary>The variables. Keys are as the environment names them: asking KMS for their ARNs would need a right on them.</summary>
    public static IEnumerable<(string Name, string Value)> Of(EnvironmentSettings environment, ServiceRelease service)
    {
        if (environment.Binding == Binding.None)
        {
            yield return (CofferVariables.Binding, "none");
        }

        yield return (CofferVariables.Bucket, environment.Bucket);
        yield return (CofferVariables.Environment, environment.Name);
        yield return (CofferVariables.Key, string.Join(',', environment.Keys));
        if (service.Pin is { } pin)
        {
            yield return (ReleasePin.Variable, pin.ToString());
        }

        yield return (CofferVariables.Service, service.Service);
    }
}
