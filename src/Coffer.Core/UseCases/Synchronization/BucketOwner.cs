using System.Text;
using System.Text.Json;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>
/// Whose bucket it is. The keys of objects hold no environment, so an upload to another environment's bucket would replace its secrets.
/// The first one writes the environment's name into an object of its own; where there is none yet, a release tells.
/// </summary>
internal static class BucketOwner
{
    /// <summary>The object with the environment's name, in UTF-8 and nothing else.</summary>
    public const string Key = ".coffer/environment";

    /// <summary>Refuses the bucket of another environment.</summary>
    /// <param name="store">The bucket.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="environment">Whose it should be.</param>
    /// <param name="there">What is in it.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/>.</exception>
    public static async Task RequireAsync(
        ISecretStore store, string bucket, string environment, BucketComparison there, CancellationToken cancellation)
    {
        if (await OwnerAsync(store, there, cancellation).ConfigureAwait(false) is { } owner && owner != environment)
        {
            throw new CofferException(
                ErrorCode.Configuration,
                $"s3://{bucket} is the bucket of '{AddressGrammar.Printable(owner)}', and not of '{environment}'",
                $"give '{environment}' a bucket of its own in coffer.json; where '{AddressGrammar.Printable(owner)}' has left this one, "
                    + $"remove s3://{bucket}/{Key} and its releases first");
        }
    }

    /// <summary>Writes whose it is, where nothing says it; fails where somebody else has done so meanwhile.</summary>
    public static Task MarkAsync(ISecretStore store, string environment, CancellationToken cancellation) =>
        store.PutAsync(Key, Encoding.UTF8.GetBytes(environment), null, cancellation);

    private static async Task<string?> OwnerAsync(ISecretStore store, BucketComparison there, CancellationToken cancellation)
    {
        if (there.IsMarked)
        {
            return Encoding.UTF8.GetString((await store.GetAsync(Key, null, cancellation).ConfigureAwait(false)).Bytes).Trim();
        }

        foreach (var release in there.Releases.Values)
        {
            if (EnvironmentOf((await store.GetAsync(release.Key, null, cancellation).ConfigureAwait(false)).Bytes) is { } environment)
            {
                return environment;
            }
        }

        return null;
    }

    // What is no release is judged where releases are compared.
    private static string? EnvironmentOf(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("environment", out var environment)
                && environment.ValueKind == JsonValueKind.String
                    ? environment.GetString()
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
