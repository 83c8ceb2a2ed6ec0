using System.Globalization;
using Coffer.LocalAws.Protocols;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Signing;

/// <summary>Finds the signature of a request, in its header or its query.</summary>
internal static class SignatureReader
{
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int LongestLifetime = 604800;

    /// <exception cref="AwsException">There is none, or it cannot be read.</exception>
    public static RequestSignature Read(HttpRequest request, SignatureErrors errors)
    {
        var header = request.Headers.Authorization.ToString();
        var inQuery = request.Query.ContainsKey("X-Amz-Algorithm") || request.Query.ContainsKey("X-Amz-Credential");
        var inOldQuery = request.Query.ContainsKey("AWSAccessKeyId") && request.Query.ContainsKey("Signature");
        if (header.Length > 0 && (inQuery || inOldQuery))
        {
            throw errors.Several(header);
        }

        if (header.Length > 0)
        {
            return FromHeader(request, header, errors);
        }

        if (inQuery)
        {
            return FromQuery(request, errors);
        }

        throw inOldQuery
            ? errors.UnsupportedMechanism()
            : errors.Missing();
    }

    /// <summary>The signature of a policy.</summary>
    public static RequestSignature Read(SignedPolicy policy, SignatureErrors errors)
    {
        if (policy.Algorithm != AuthorizationHeader.Algorithm)
        {
            throw errors.UnsupportedMechanism();
        }

        var credential = policy.Credential ?? throw errors.Incomplete("X-Amz-Credential", presigned: true);
        var date = policy.Date ?? throw errors.Incomplete("X-Amz-Date", presigned: true);
        return new RequestSignature(
            CredentialScope.Parse(credential) ?? throw errors.MalformedCredential(credential, presigned: true),
            [],
            policy.Signature ?? throw errors.Incomplete("X-Amz-Signature", presigned: true),
            date,
            Time(date) ?? throw errors.NoDate(),
            policy.SessionToken,
            Lifetime: null);
    }

    private static RequestSignature FromHeader(HttpRequest request, string text, SignatureErrors errors)
    {
        var header = AuthorizationHeader.Parse(text) ?? throw errors.UnsupportedMechanism();
        var credential = header.Credential ?? throw errors.Incomplete("Credential", presigned: false);
        var signedHeaders = header.SignedHeaders ?? throw errors.Incomplete("SignedHeaders", presigned: false);
        var signature = header.Signature ?? throw errors.Incomplete("Signature", presigned: false);
        var scope = CredentialScope.Parse(credential) ?? throw errors.MalformedCredential(credential, presigned: false);
        var date = request.Headers["X-Amz-Date"].ToString();
        var time = Time(date) ?? HttpTime(request.Headers.Date.ToString()) ?? throw errors.NoDate();
        return new RequestSignature(
            scope,
            signedHeaders.Split(';'),
            signature,
            time.ToString(TimestampFormat, CultureInfo.InvariantCulture),
            time,
            Given(request.Headers["X-Amz-Security-Token"].ToString()),
            Lifetime: null);
    }

    private static RequestSignature FromQuery(HttpRequest request, SignatureErrors errors)
    {
        if (Required("X-Amz-Algorithm") != AuthorizationHeader.Algorithm)
        {
            throw errors.UnsupportedMechanism();
        }

        var credential = Required("X-Amz-Credential");
        var scope = CredentialScope.Parse(credential) ?? throw errors.MalformedCredential(credential, presigned: true);
        var timestamp = Required("X-Amz-Date");
        return new RequestSignature(
            scope,
            Required("X-Amz-SignedHeaders").Split(';'),
            Required("X-Amz-Signature"),
            timestamp,
            Time(timestamp) ?? throw errors.NoDate(),
            Given(request.Query["X-Amz-Security-Token"].ToString()),
            Lifetime(Required("X-Amz-Expires"), errors));

        string Required(string name) => Given(request.Query[name].ToString()) ?? throw errors.Incomplete(name, presigned: true);
    }

    private static TimeSpan Lifetime(string text, SignatureErrors errors)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            throw errors.BadLifetime("X-Amz-Expires should be a number");
        }

        return seconds switch
        {
            < 0 => throw errors.BadLifetime("X-Amz-Expires must be non-negative"),
            > LongestLifetime => throw errors.BadLifetime(
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"),
            _ => TimeSpan.FromSeconds(seconds),
        };
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(
            text, [TimestampFormat, "r"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>The Date header, in any of the forms that mail and HTTP have for it.</summary>
    private static DateTimeOffset? HttpTime(string text) => Time(text)
        ?? (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime() : null);

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
