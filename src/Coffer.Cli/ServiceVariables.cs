using Coffer.Core.Configuration;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.UseCases.Synchronization;

namespace Coffer.Cli;

/// <summary>The variables that a container of a service needs: those of the Terraform module's output, in its order.</summary>
internal static class ServiceVariables
{
    /// <summary>The variables. Keys are as the environment names them: asking KMS for their ARNs would need a right on them.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="service">The service.</param>
    /// <param name="names">The names of its secrets.</param>
    public static IEnumerable<(string Name, string Value)> Of(
        EnvironmentSettings environment, ServiceRelease service, IEnumerable<string> names)
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
        else if (service.State is PinState.NoVersions or PinState.UnversionedSecret)
        {
            // A release has all names; a listing has what is there.
            yield return (RequiredNames.Variable, string.Join(',', names));
        }

        yield return (CofferVariables.Service, service.Service);
    }
}
