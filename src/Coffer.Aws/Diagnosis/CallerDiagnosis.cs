using Coffer.Aws.Connections;
using Coffer.Aws.Credentials;

namespace Coffer.Aws.Diagnosis;

/// <summary>Who the caller is.</summary>
/// <param name="Source">Which source of the standard chain gave the credentials.</param>
/// <param name="Arn">The ARN of the user or of the role's session.</param>
/// <param name="Here">This machine's clock as STS answered.</param>
/// <param name="There">AWS's clock; null where it does not say it.</param>
/// <param name="Expires">When the credentials end; null where they do not say it.</param>
internal sealed record CallerIdentity(string Source, string Arn, DateTimeOffset Here, DateTimeOffset? There, DateTimeOffset? Expires);

/// <summary>Finds out who calls AWS, and by which way.</summary>
/// <param name="access">What the connections of the process share.</param>
/// <param name="region">The region.</param>
internal sealed class CallerDiagnosis(AwsAccess access, string region)
{
    /// <summary>The region that is asked.</summary>
    public string Region => region;

    /// <summary>The proxy before AWS, as messages call it; null for none.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for a variable that names no proxy.</exception>
    public string? Proxy() => ProxySettings.From(access.Variable) is var proxies
        && proxies.ProxyOf(new Uri($"https://kms.{region}.amazonaws.com/")) is not null
            ? proxies.Description
            : null;

    /// <summary>Where a service is asked; null for AWS itself.</summary>
    public Uri? Endpoint(string service, Uri? configured) => AwsSettings.Endpoint(service, configured, access.Variable);

    /// <summary>Asks STS, which every caller may.</summary>
    /// <exception cref="CofferException">There are no credentials, or AWS does not take them.</exception>
    public async Task<CallerIdentity> AskAsync(CancellationToken cancellation)
    {
        try
        {
            var context = access.Context(region);
            var (source, keys) = await CredentialChain.Standard(context).AskNamedAsync().ConfigureAwait(false);
            var (arn, time) = await new StsClient(context).GetCallerIdentityAsync(keys, cancellation).ConfigureAwait(false);
            return new CallerIdentity(source, arn, context.Clock.GetUtcNow(), time, keys.Expires);
        }
        catch (SourceException exception)
        {
            throw new CofferException(exception.Code, exception.Message, exception.Hint, exception);
        }
        catch (CredentialsException exception)
        {
            throw new CofferException(exception.Code, exception.Message, exception.Hint, exception);
        }
    }
}
