namespace Coffer.LocalAws.Faults.Acts;

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
internal sealed record ChangedBodyAct(BodyChange Change, int At, bool Bare) : IFaultAct
{
    private const string ChecksumPrefix = "x-amz-checksum-";

    public async Task DoAsync(FaultedCall call)
    {
        var body = await call.HoldAnswerAsync();
        if (Bare)
        {
            RemoveDigests(call);
        }

        if (body.Length > 0)
        {
            body = Changed(body);
            call.Http.Response.ContentLength = body.Length;
        }

        await call.SendAsync(body);
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

    private static void RemoveDigests(FaultedCall call)
    {
        var headers = call.Http.Response.Headers;
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
