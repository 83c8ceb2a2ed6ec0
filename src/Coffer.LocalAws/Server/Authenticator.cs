using Coffer.LocalAws.Signing;
using Coffer.LocalAws.Sts;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Server;

/// <summary>Makes a call of a request: by its signature, or with what it claims where nothing is checked.</summary>
internal sealed class Authenticator(Options options, TimeProvider clock, SessionStore sessions)
{
    private readonly SignatureVerifier verifier = new(sessions, clock);

    public AwsCall Authenticate(HttpContext http, AwsService service, string requestId, byte[]? body)
    {
        if (options.AnyCredentials)
        {
            var scope = CredentialScope.Find(http.Request);
            var caller = scope is null ? null : sessions.Find(scope.AccessKeyId)?.Caller;
            var region = scope is { HasRegion: true } ? scope.Region : options.Region;
            return new AwsCall(http, caller ?? sessions.Root, region, requestId, Signature: null);
        }

        var verified = verifier.Verify(http.Request, service, body is null ? null : SigningKey.Hash(body));
        return new AwsCall(http, verified.Caller, verified.Region, requestId, verified.Seed);
    }

    /// <summary>A call of somebody who has no credentials yet.</summary>
    public AwsCall Anonymous(HttpContext http, string requestId) => new(http, sessions.Root, options.Region, requestId, Signature: null);
}
