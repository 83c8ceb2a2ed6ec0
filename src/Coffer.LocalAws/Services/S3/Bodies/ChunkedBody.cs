using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3.Bodies;

/// <summary>
/// Takes an <c>aws-chunked</c> body apart: <c>size[;chunk-signature=…] CRLF bytes CRLF</c>, a chunk of size 0, then trailers.
/// </summary>
internal sealed class ChunkedBody(PipeReader reader, PayloadEncoding encoding, ChunkSignatures? signatures)
{
    private const int MaxLine = 8 * 1024;
    private const string SignatureTrailer = "x-amz-trailer-signature";
    private const string ChunkSignature = "chunk-signature=";
    private readonly Dictionary<string, string> trailers = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string> Trailers => trailers;

    /// <summary>The body's bytes; each piece is good until the next is asked for.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var more = true; more;)
        {
            var (size, signature) = ParseHeader(await ReadLineAsync(cancellation) ?? throw S3Errors.IncompleteBody());
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            more = size > 0;
            while (size > 0)
            {
                var read = await reader.ReadAsync(cancellation);
                if (read.Buffer.IsEmpty && read.IsCompleted)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    throw S3Errors.IncompleteBody();
                }
                var chunk = read.Buffer.Slice(0, Math.Min(size, read.Buffer.Length));

                // Taken now: past AdvanceTo its segments are somebody else's, and their sum is any number.
                size -= chunk.Length;
                try
                {
                    foreach (var piece in chunk)
                    {
                        hash.AppendData(piece.Span);
                        yield return piece;
                    }
                }
                finally
                {
                    // Also where the reader of this stops early: the server could not read on then, and would end the connection.
                    reader.AdvanceTo(chunk.End);
                }
            }
            if (more && await ReadLineAsync(cancellation) is not "")
            {
                throw S3Errors.IncompleteBody();
            }
            signatures?.VerifyChunk(hash.GetHashAndReset(), signature);
        }
        await ReadTrailersAsync(cancellation);
    }

    private (long Size, string? Signature) ParseHeader(string line)
    {
        var parts = line.Split(';', 2);
        if (!long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
        {
            throw S3Errors.IncompleteBody();
        }
        var extension = parts.Length == 2 && parts[1].StartsWith(ChunkSignature, StringComparison.Ordinal) ? parts[1] : null;
        return extension is null && encoding.IsSigned
            ? throw S3Errors.IncompleteBody()
            : (size, extension?[ChunkSignature.Length..]);
    }

    private async Task ReadTrailersAsync(CancellationToken cancellation)
    {
        var signed = new StringBuilder();
        string? signature = null;
        while (await ReadLineAsync(cancellation) is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length == 0)
            {
                continue;
            }
            if (colon <= 0 || !encoding.HasTrailer)
            {
                throw Malformed();
            }
            var (name, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (name == SignatureTrailer)
            {
                signature = value;
                continue;
            }
            trailers[name] = value;
            signed.Append(name).Append(':').Append(value).Append('\n');
        }
        if (encoding.HasTrailer && trailers.Count > 0)
        {
            signatures?.VerifyTrailer(signed.ToString(), signature);
        }
    }

    /// <summary>A line without its end; null at the end of the body.</summary>
    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }
            if (read.IsCompleted || read.Buffer.Length > MaxLine)
            {
                var rest = read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                return rest == 0 ? null : throw S3Errors.IncompleteBody();
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static AwsException Malformed() => new(400, "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");
}
