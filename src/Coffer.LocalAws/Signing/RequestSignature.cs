namespace Coffer.LocalAws.Signing;

/// <summary>What a request says of its own signature.</summary>
/// <param name="Scope">Key, day, region and service.</param>
/// <param name="SignedHeaders">Lower case, in the client's order.</param>
/// <param name="Signature">Hexadecimal.</param>
/// <param name="Timestamp"><c>YYYYMMDDTHHMMSSZ</c>.</param>
/// <param name="Time">The timestamp, read.</param>
/// <param name="SessionToken">The token of temporary credentials.</param>
/// <param name="Lifetime">How long a presigned URL is good; null for a signature in the header.</param>
internal sealed record RequestSignature(
    CredentialScope Scope,
    IReadOnlyList<string> SignedHeaders,
    string Signature,
    string Timestamp,
    DateTimeOffset Time,
    string? SessionToken,
    TimeSpan? Lifetime);

/// <summary>What a good signature tells.</summary>
internal sealed record VerifiedSignature(Caller Caller, string Region, SignatureSeed Seed);
