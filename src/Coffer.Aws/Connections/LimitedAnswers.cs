using System.Net;

namespace Coffer.Aws.Connections;

/// <summary>Lets nothing of an answer be longer than <see cref="AnswerLimits"/> has it, and no end be taken for one that is none.</summary>
internal sealed class LimitedAnswers(HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <inheritdoc/>
    /// <exception cref="AnswerException">The answer cannot be of AWS; its body throws the same while it is read.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new AnswerException($"the answer's headers are longer than {AnswerLimits.HeaderKilobytes} KiB");
        }

        var headers = answer.Content.Headers;
        if (headers.ContentLength is null && answer.Headers.TransferEncodingChunked != true
            && answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified) && request.Method != HttpMethod.Head)
        {
            answer.Dispose();
            throw new AnswerException("the answer does not say where it ends");
        }

        // Room is made for what a header claims. Who reads an object looks at that first, and says it of the object.
        var limit = Math.Min(
            AnswerLimits.Of(request, (int)answer.StatusCode), headers.ContentLength is null ? AnswerLimits.Chunked : int.MaxValue);
        if (headers.ContentLength > limit && limit != AnswerLimits.Object)
        {
            answer.Dispose();
            throw LimitedStream.TooLong(limit);
        }

        answer.Content = new LimitedContent(
            answer.Content, limit, AnswerLimits.IsXml(headers.ContentType, limit) ? AnswerLimits.Depth : int.MaxValue);
        return answer;
    }

    private sealed class LimitedContent : HttpContent
    {
        private readonly HttpContent inner;
        private readonly int limit;
        private readonly int depth;

        public LimitedContent(HttpContent inner, int limit, int depth)
        {
            (this.inner, this.limit, this.depth) = (inner, limit, depth);
            foreach (var (name, values) in inner.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            new LimitedStream(await inner.ReadAsStreamAsync().ConfigureAwait(false), limit, depth);

        protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
            new LimitedStream(await inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), limit, depth);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
