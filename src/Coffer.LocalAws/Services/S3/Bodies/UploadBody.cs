using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Services.S3.Checksums;
using Microsoft.AspNetCore.Http.Features;

namespace Coffer.LocalAws.Services.S3.Bodies;

/// <summary>A request's body on its way to where it is kept, checked against everything its headers and trailers say.</summary>
internal sealed class UploadBody
{
    private readonly S3Request request;
    private readonly PayloadEncoding encoding;
    private readonly DeclaredChecksum? declared;
    private readonly ContentMd5? md5;

    /// <param name="request">The request.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="isDescribed">Whether the checksums in its headers are of this body, and not of an object.</param>
    public UploadBody(S3Request request, long limit, bool isDescribed = true)
    {
        this.request = request;
        encoding = PayloadEncoding.Parse(request.Header(PayloadEncoding.HeaderName));
        declared = isDescribed ? DeclaredChecksum.Of(request.Http.Headers) : null;
        md5 = ContentMd5.Parse(request.Header("Content-MD5"));
        Length = LengthOf(request, encoding);
        if (Length > limit)
        {
            throw S3Errors.EntityTooLarge(Length, limit);
        }
        if (request.Call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }
    }

    /// <summary>The bytes to come, without the framing of chunks.</summary>
    public long Length { get; }

    /// <summary>The checksum that the client says it has; null without one.</summary>
    public ChecksumAlgorithm? Declared => declared?.Algorithm;

    /// <summary>Whether the client sent anything that proves the body's integrity.</summary>
    public bool HasDigest => declared is not null || md5 is not null;

    public async Task<ReceivedBody> ReceiveAsync(Stream destination)
    {
        UnreadBody.Ask(request.Call.Http);
        var signatures = encoding.IsSigned && request.Call.Signature is { } seed ? new ChunkSignatures(seed) : null;
        var chunked = encoding.IsChunked ? new ChunkedBody(request.Http.BodyReader, encoding, signatures) : null;
        using var digests = new BodyDigests(declared?.Algorithm ?? ChecksumAlgorithm.Crc64Nvme, encoding.Sha256 is not null);
        var received = 0L;
        await foreach (var piece in chunked?.ReadAsync(request.Aborted) ?? ReadPlainAsync(request.Http.BodyReader, request.Aborted))
        {
            received += piece.Length;
            if (received > Length)
            {
                throw S3Errors.IncompleteBody();
            }
            digests.Append(piece.Span);
            await destination.WriteAsync(piece, request.Aborted);
        }
        var (body, sha256) = digests.Finish();
        Verify(body, sha256, chunked?.Trailers ?? new Dictionary<string, string>());
        return body;
    }

    private void Verify(ReceivedBody body, string? sha256, IReadOnlyDictionary<string, string> trailers)
    {
        if (body.Size != Length)
        {
            throw S3Errors.IncompleteBody();
        }
        if (sha256 != encoding.Sha256)
        {
            throw new AwsException(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not "
                + "match what was computed.",
                ("ClientComputedContentSHA256", encoding.Sha256!), ("S3ComputedContentSHA256", sha256!));
        }
        md5?.Verify(body.Md5);
        declared?.Verify(body.Checksum, trailers);
    }

    private static long LengthOf(S3Request request, PayloadEncoding encoding)
    {
        var text = encoding.IsChunked ? request.Header("x-amz-decoded-content-length") : request.Header("Content-Length");
        if (text is null && !encoding.IsChunked && !request.Http.Headers.ContainsKey("Transfer-Encoding"))
        {
            return 0;
        }
        if (text is null && !encoding.IsChunked)
        {
            throw S3Errors.NotImplemented("Transfer-Encoding");
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new AwsException(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadPlainAsync(
        PipeReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var more = true; more;)
        {
            var read = await reader.ReadAsync(cancellation);
            try
            {
                foreach (var piece in read.Buffer)
                {
                    yield return piece;
                }
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }

            more = !read.IsCompleted;
        }
    }
}
