using System.Net;

namespace Coffer.Aws.Connections;

/// <summary>Lets nothing of an answer be longer than <see cref="AnswerLimits"/> has it, and no end be taken for one that is none.</summary>
internal sealed class LimitedAnswers(HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <inheritdoc/>
    /// <exception cref="AnswerException">The answer cannot be of AWS; its body throws the same while it is read.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // What is posted is answered with plaintexts and keys; what is got is not.
        var exchange = request.Method == HttpMethod.Post ? Exchange.Begin() : null;
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

        var depth = AnswerLimits.IsXml(request, headers.ContentType, (int)answer.StatusCode) ? AnswerLimits.Depth : int.MaxValue;
        answer.Content = new LimitedContent(answer.Content, stream => new LimitedStream(stream, limit, depth, exchange));
        return answer;
    }

    private sealed class LimitedContent : HttpContent
    {
        private readonly HttpContent inner;
        private readonly Func<Stream, LimitedStream> limited;

        public LimitedContent(HttpContent inner, Func<Stream, LimitedStream> limited)
        {
            (this.inner, this.limited) = (inner, limited);
            foreach (var (name, values) in inner.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            limited(await inner.ReadAsStreamAsync().ConfigureAwait(false));

        protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
            limited(await inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

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
