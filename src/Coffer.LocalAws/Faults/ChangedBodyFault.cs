namespace Coffer.LocalAws.Faults;

/// <summary>How a body is wrong.</summary>
internal enum BodyChange
{
    /// <summary>It ends early, and its length says so too.</summary>
    Truncate,

    /// <summary>One bit of one byte is another.</summary>
    Flip,
}

/// <summary>A whole answer with the wrong body.</summary>
/// <param name="Change">What is wrong.</param>
/// <param name="At">Where: how many bytes stay, or which byte has the wrong bit; beyond the end, the last one.</param>
/// <param name="Bare">Without the headers by which a client could see it.</param>
internal sealed record ChangedBodyFault(BodyChange Change, int At, bool Bare) : IFault
{
    private const string ChecksumPrefix = "x-amz-checksum-";

    public async Task DoAsync(FaultedRequest faulted)
    {
        var body = await faulted.HoldAnswerAsync();
        if (Bare)
        {
            RemoveDigests(faulted);
        }

        if (body.Length > 0)
        {
            body = Changed(body);
            faulted.Http.Response.ContentLength = body.Length;
        }

        await faulted.SendAsync(body);
    }

    private byte[] Changed(byte[] body)
    {
        if (Change == BodyChange.Truncate)
        {
            return body[..Math.Min(At, body.Length)];
        }

        body[Math.Min(At, body.Length - 1)] ^= 1;
        return body;
    }

    private static void RemoveDigests(FaultedRequest faulted)
    {
        var headers = faulted.Http.Response.Headers;
        foreach (var name in headers.Keys.Where(k => k.StartsWith(ChecksumPrefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }

        // With a number of parts it is no MD5 of the content: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
        if (headers.ETag.ToString().Trim('"') is { Length: > 0 } tag)
        {
            headers.ETag = $"\"{tag}-2\"";
        }
    }
}
