namespace Coffer.LocalAws.Signing;

/// <summary>
/// A document that is signed in its request's place, as forms of browsers have it:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
/// </summary>
/// <param name="Text">What is signed: the policy in base64.</param>
/// <param name="Algorithm">As the form says.</param>
/// <param name="Credential">The access key and the scope.</param>
/// <param name="Date">When it was signed.</param>
/// <param name="Signature">64 hexadecimal digits.</param>
/// <param name="SessionToken">The token of temporary credentials; null without one.</param>
internal sealed record SignedPolicy(
    string Text, string? Algorithm, string? Credential, string? Date, string? Signature, string? SessionToken);
