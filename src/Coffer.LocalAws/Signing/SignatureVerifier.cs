using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Signing;

/// <summary>
/// Signature Version 4, in the header and in the query:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
/// </summary>
internal sealed class SignatureVerifier(IAccessKeys keys, TimeProvider clock)
{
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);

    /// <summary>Who signed a request, and for which region.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">The name of the service it was routed to.</param>
    /// <param name="errors">What the service says of signatures that are wrong.</param>
    /// <param name="bodyHash">The SHA-256 of the body; null for S3, which signs what the header says.</param>
    /// <exception cref="AwsException">In the service's own words.</exception>
    public VerifiedSignature Verify(HttpRequest request, string service, SignatureErrors errors, string? bodyHash)
    {
        var signature = SignatureReader.Read(request, errors);
        RequireScope(signature, service, errors);
        var key = RequireKey(signature, errors);
        RequireTime(signature, errors);
        RequireSignedHeaders(request, signature, isS3: bodyHash is null, errors);

        var payload = bodyHash ?? PayloadHash.ForS3(request, signature.Lifetime is not null);
        var canonical = CanonicalRequest.Build(request, signature.SignedHeaders, payload, service);
        var stringToSign = SigningKey.StringToSign(signature.Timestamp, signature.Scope, canonical);
        var signingKey = SigningKey.Derive(key.Secret, signature.Scope);
        if (!Same(SigningKey.Sign(signingKey, stringToSign), signature.Signature))
        {
            throw errors.Mismatch(signature, stringToSign, canonical);
        }

        var seed = new SignatureSeed(signingKey, signature.Scope.Text, signature.Timestamp, signature.Signature);
        return new VerifiedSignature(key.Caller, signature.Scope.Region, seed);
    }

    /// <summary>Who signed a policy. Until when it holds stands in it.</summary>
    public Caller Verify(SignedPolicy policy, string service, SignatureErrors errors)
    {
        var signature = SignatureReader.Read(policy, errors);
        RequireScope(signature, service, errors);
        var key = RequireKey(signature, errors);
        return Same(SigningKey.Sign(SigningKey.Derive(key.Secret, signature.Scope), policy.Text), signature.Signature)
            ? key.Caller
            : throw errors.Mismatch(signature, policy.Text, policy.Text);
    }

    private static void RequireScope(RequestSignature signature, string service, SignatureErrors errors)
    {
        var scope = signature.Scope;
        if (scope.Terminator != CredentialScope.Version4)
        {
            throw errors.WrongScope("terminator", scope.Terminator, CredentialScope.Version4);
        }

        if (scope.Service != service)
        {
            throw errors.WrongScope("service", scope.Service, service);
        }

        if (!scope.HasRegion)
        {
            throw errors.WrongScope("region", scope.Region, "us-east-1");
        }

        var day = signature.Time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (scope.Date != day)
        {
            throw errors.WrongScope("date", scope.Date, day);
        }
    }

    private AccessKey RequireKey(RequestSignature signature, SignatureErrors errors)
    {
        var key = keys.Find(signature.Scope.AccessKeyId) ?? throw errors.UnknownKey(signature.Scope.AccessKeyId);
        if (key.SessionToken is not null && signature.SessionToken is null)
        {
            throw errors.UnknownKey(signature.Scope.AccessKeyId);
        }

        if (!Same(key.SessionToken ?? string.Empty, signature.SessionToken ?? string.Empty))
        {
            throw errors.InvalidToken();
        }

        return key.Expires <= clock.GetUtcNow() ? throw errors.ExpiredToken() : key;
    }

    private void RequireTime(RequestSignature signature, SignatureErrors errors)
    {
        var now = clock.GetUtcNow();
        if (signature.Lifetime is not { } lifetime)
        {
            if ((now - signature.Time).Duration() > AllowedSkew)
            {
                throw errors.Skewed(signature, now, AllowedSkew);
            }
        }
        else if (signature.Time > now + AllowedSkew)
        {
            throw errors.NotYetValid(signature, now);
        }
        else if (now > signature.Time + lifetime)
        {
            throw errors.Expired(signature, now);
        }
    }

    private static void RequireSignedHeaders(
        HttpRequest request, RequestSignature signature, bool isS3, SignatureErrors errors)
    {
        // Others sign the X-Amz headers they like; that S3 insists is what keeps a presigned URL to what it was made for.
        var missing = request.Headers.Keys
            .Select(h => h.ToLowerInvariant())
            .Where(h => h == "host" || (isS3 && h.StartsWith("x-amz-", StringComparison.Ordinal)))
            .Where(h => !signature.SignedHeaders.Contains(h))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            throw errors.NotSigned(missing);
        }
    }

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
