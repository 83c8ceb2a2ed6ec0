using Amazon.KeyManagementService.Model;
using Amazon.S3.Model;
using Coffer.Aws.Connections;
using Coffer.Core.Model;
using Coffer.Core.Ports;

namespace Coffer.Aws.Calls;

/// <summary>
/// What an answer of each action must have: the one definition. Something on the way may answer 200 with an empty body or a page of its
/// own,
/// which the SDK takes for an answer without fields. What is not whole is asked for again.
/// </summary>
internal static class WholeAnswers
{
    /// <summary>A page of a listing.</summary>
    /// <param name="page">The page.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="known">All keys of the pages before.</param>
    /// <exception cref="AnswerException">It is not whole.</exception>
    public static ListObjectsV2Response Page(ListObjectsV2Response page, ListObjectsV2Request asked, IReadOnlySet<string> known)
    {
        var keys = page.S3Objects ?? [];
        Require(page.KeyCount is not null && page.IsTruncated is not null, "a listing without a count of its keys");
        Require(page.KeyCount == keys.Count, $"a listing with {keys.Count} keys of {page.KeyCount}");
        Require(
            keys.TrueForAll(item => item.Key?.StartsWith(asked.Prefix, StringComparison.Ordinal) == true
                && !string.IsNullOrEmpty(item.ETag)
                && item.Size >= 0),
            "a listing of other keys than were asked for");
        Require(keys.TrueForAll(item => !known.Contains(item.Key)), "a listing with the keys of the page before");
        Require(
            page.IsTruncated != true
                || (!string.IsNullOrEmpty(page.NextContinuationToken) && page.NextContinuationToken != asked.ContinuationToken),
            "a listing that goes on, and does not say where");
        return page;
    }

    /// <summary>An object, before its body is read.</summary>
    public static void Object(GetObjectResponse answer, string? version)
    {
        Require(!string.IsNullOrEmpty(answer.ETag), "an object without an ETag");
        Require(version is null || answer.VersionId == version, "another version than was asked for");
    }

    /// <summary>The body of an object.</summary>
    /// <param name="read">How many bytes came.</param>
    /// <param name="said">How many the header said; 0 where the length is not known.</param>
    public static void Body(long read, long said) => Require(said <= 0 || read == said, $"an object with {read} bytes of {said}");

    /// <summary>An object was written.</summary>
    public static PutObjectResponse Written(PutObjectResponse answer)
    {
        Require(!string.IsNullOrEmpty(answer.ETag), "a written object without an ETag");
        return answer;
    }

    /// <summary>An object was deleted: S3 says it by a status of its own.</summary>
    public static DeleteObjectResponse Deleted(DeleteObjectResponse answer)
    {
        Require(answer.HttpStatusCode == System.Net.HttpStatusCode.NoContent, $"status {(int)answer.HttpStatusCode} to a deletion");
        return answer;
    }

    /// <summary>A ciphertext.</summary>
    /// <param name="blob">The ciphertext.</param>
    /// <param name="keyArn">The key that sealed it.</param>
    /// <param name="askedKey">The key that was asked for.</param>
    public static KmsCiphertext Sealed(MemoryStream? blob, string? keyArn, KeyName askedKey)
    {
        Require(blob is { Length: > 0 }, "no ciphertext");
        return new KmsCiphertext(blob!.ToArray(), Key(keyArn, askedKey));
    }

    /// <summary>A plaintext.</summary>
    public static MemoryStream Plaintext(MemoryStream? plaintext, string? keyArn, KeyName askedKey)
    {
        Require(plaintext is { Length: > 0 }, "no plaintext");
        Key(keyArn, askedKey);
        return plaintext!;
    }

    /// <summary>What a key is called.</summary>
    public static KeyName KeyArn(DescribeKeyResponse answer, KeyName askedKey) => Key(answer.KeyMetadata?.Arn, askedKey);

    private static KeyName Key(string? arn, KeyName asked)
    {
        var key = KeyName.TryParse(arn ?? "");
        Require(key is { IsKeyArn: true }, "no key's ARN");
        Require(asked.MayBe(key!), "the work of another key");
        return key!;
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new AnswerException($"the answer is not whole: {otherwise}");
        }
    }
}
