using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Signing;

/// <summary>How a service says what is wrong with a signature: each has codes, statuses and texts of its own.</summary>
internal abstract class SignatureErrors
{
    public abstract AwsException Missing();

    /// <summary>The request is signed in its header and in its query.</summary>
    public virtual AwsException Several(string header) => UnsupportedMechanism();

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
