using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Signing;

/// <summary>How a service says what is wrong with a signature: each has codes, statuses and texts of its own.</summary>
internal abstract class SignatureErrors
{
    public static SignatureErrors Of(AwsService service) => service switch
    {
        AwsService.S3 => new S3SignatureErrors(),
        AwsService.Kms or AwsService.Ecs => ProtocolSignatureErrors.Kms,
        _ => ProtocolSignatureErrors.Sts,
    };

    public abstract AwsException Missing();

    public abstract AwsException UnsupportedMechanism();

    public abstract AwsException Incomplete(string parameter, bool presigned);

    public abstract AwsException MalformedCredential(string credential, bool presigned);

    public abstract AwsException WrongScope(string what, string given, string expected);

    public abstract AwsException NoDate();

    public abstract AwsException BadLifetime(string why);

    public abstract AwsException UnknownKey(string accessKeyId);

    public abstract AwsException InvalidToken();

    public abstract AwsException ExpiredToken();

    public abstract AwsException Skewed(RequestSignature signature, DateTimeOffset now, TimeSpan allowed);

    public abstract AwsException NotYetValid(RequestSignature signature, DateTimeOffset now);

    public abstract AwsException Expired(RequestSignature signature, DateTimeOffset now);

    public abstract AwsException NotSigned(IReadOnlyList<string> headers);

    public abstract AwsException Mismatch(RequestSignature signature, string stringToSign, string canonicalRequest);
}
