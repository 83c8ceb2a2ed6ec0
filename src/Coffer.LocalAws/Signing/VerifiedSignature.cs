namespace Coffer.LocalAws.Signing;

/// <summary>What a good signature tells.</summary>
internal sealed record VerifiedSignature(Caller Caller, string Region, SignatureSeed Seed);
