using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Signing;

/// <summary>Finds who sent a request: by its signature, or by what it claims where nothing is checked.</summary>
internal sealed class Authenticator(Options options, TimeProvider clock, AccessKeys keys)
{
    private readonly SignatureVerifier verifier = new(keys, clock);

    public void Authenticate(AwsRequest request)
    {
        var http = request.Http.Request;
        if (options.AnyCredentials)
        {
            var scope = CredentialScope.Find(http);
            var caller = scope is null ? null : keys.Find(scope.AccessKeyId)?.Caller;
            request.SignedBy(caller ?? keys.Root, signature: null);
        }
        else if (request.Service.IsForAnyone(request.Action))
        {
            request.SignedBy(keys.Root, signature: null);
        }
        else if (request.Content.Policy is { } policy)
        {
            request.SignedBy(
                verifier.Verify(policy, request.Service.Name, request.Service.Protocol.SignatureErrors), signature: null);
        }
        else
        {
            var body = request.Content.Body;
            var verified = verifier.Verify(
                http, request.Service.Name, request.Service.Protocol.SignatureErrors, body is null ? null : SigningKey.Hash(body));
            request.SignedBy(verified.Caller, verified.Seed);
        }
    }
}
