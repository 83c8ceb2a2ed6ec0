namespace Coffer.LocalAws.Signing;

/// <summary>The identity behind an access key.</summary>
internal sealed record Caller(string AccountId, string Arn, string UserId)
{
    /// <summary>The access key that the request was signed with; null where none was needed.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Whether it is the root user of its account.</summary>
    public bool IsRoot => UserId == AccountId;

    /// <summary>The account's root.</summary>
    public static Caller Root(string accountId, string partition = Partition.Standard) =>
        new(accountId, $"arn:{partition}:iam::{accountId}:root", accountId);

    /// <summary>The same as a partition has it: an account's root user, who has the same key in each.</summary>
    public Caller In(string partition) => IsRoot ? Root(AccountId, partition) with { AccessKeyId = AccessKeyId } : this;
}

/// <summary>
/// The start of the chain of chunk signatures:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
/// </summary>
/// <param name="SigningKey">The derived key, 32 bytes.</param>
/// <param name="Scope"><c>YYYYMMDD/region/service/aws4_request</c>.</param>
/// <param name="Timestamp"><c>YYYYMMDDTHHMMSSZ</c>, as it was signed.</param>
/// <param name="Signature">The signature of the headers, 64 hexadecimal digits.</param>
internal sealed record SignatureSeed(byte[] SigningKey, string Scope, string Timestamp, string Signature);
