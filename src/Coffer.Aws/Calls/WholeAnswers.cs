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
    /// <param name="prefix">What all keys begin with.</param>
    /// <param name="token">Where the page before ended; null for the first.</param>
    /// <param name="known">All keys of the pages before.</param>
    /// <exception cref="AnswerException">It is not whole.</exception>
    public static ListedPage Page(ListedPage page, string prefix, string? token, IReadOnlySet<string> known)
    {
        var objects = page.Objects;
        Require(page.Count is not null && page.GoesOn is not null, "a listing without a count of its keys");
        Require(page.Count == objects.Count, $"a listing with {objects.Count} keys of {page.Count}");
        Require(
            objects.All(item => item.Key?.StartsWith(prefix, StringComparison.Ordinal) == true
                && !string.IsNullOrEmpty(item.Tag)
                && item.Bytes >= 0),
            "a listing of other keys than were asked for");
        Require(objects.All(item => !known.Contains(item.Key!)), "a listing with the keys of the page before");
        Require(objects.DistinctBy(item => item.Key).Count() == objects.Count, "a listing with a key twice");
        Require(token is null || objects.Count > 0, "a page without a key, where the listing was to go on");
        Require(
            page.GoesOn != true || (!string.IsNullOrEmpty(page.Next) && page.Next != token),
            "a listing that goes on, and does not say where");
        return page;
    }

    /// <summary>An object, before its body is read.</summary>
    /// <param name="tag">The ETag that came with it.</param>
    /// <param name="version">The version that came with it.</param>
    /// <param name="asked">The version that was asked for; null for the newest.</param>
    public static void Object(string? tag, string? version, string? asked)
    {
        Require(!string.IsNullOrEmpty(tag), "an object without an ETag");
        Require(asked is null || version == asked, "another version than was asked for");
    }

    /// <summary>The length that an object says.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/>: it is longer than objects that are read.</exception>
    public static void ObjectLength(long said, string key)
    {
        if (said is < 0 or > AnswerLimits.Object)
        {
            throw new CofferException(
                ErrorCode.Malformed, $"'{key}' has {said} bytes, more than the {AnswerLimits.Object} that are read");
        }
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
    public static void Plaintext(long? length, string? keyArn, KeyName askedKey)
    {
        Require(length > 0, "no plaintext");
        Key(keyArn, askedKey);
    }

    /// <summary>What a key is called.</summary>
    public static KeyName KeyArn(DescribeKeyResponse answer, KeyName askedKey) => Key(answer.KeyMetadata?.Arn, askedKey);

    /// <summary>What an answer is that is not whole.</summary>
    public static AnswerException NotWhole(string butWhat) => new($"the answer is not whole: {butWhat}");

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
            throw NotWhole(otherwise);
        }
    }
}
