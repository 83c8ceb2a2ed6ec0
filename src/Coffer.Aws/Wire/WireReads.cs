using System.Net;
using Coffer.Aws.Calls;
using Coffer.Core.Ports;

namespace Coffer.Aws.Wire;

/// <summary>A bucket that is read without the SDK.</summary>
/// <param name="client">S3, with the bucket's address.</param>
internal sealed class WireReads(WireClient client) : IBucketReads
{
    /// <inheritdoc/>
    public async Task<ListedPage> ListAsync(string prefix, string? token, CancellationToken cancellation)
    {
        using var answer = await client.SendAsync(
            WireRequests.List(client.Address, prefix, token), default, cancellation).ConfigureAwait(false);
        using var body = await WireBody.ReadAsync(answer.Content, isSecret: false, cancellation).ConfigureAwait(false);
        return ListedXml.Read(body.AsStream());
    }

    /// <inheritdoc/>
    public async Task<StoredContent?> GetAsync(
        string key, string? version, string? known, Attempt attempt, Func<long, ISecretPlace?>? placeOf)
    {
        // Before a place is made: an attempt that was given up has none any more.
        var end = attempt.Token;
        using var answer = await client.SendAsync(
            WireRequests.Get(client.Address, key, version, known), default, end).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotModified)
        {
            return null;
        }

        var tag = WireClient.Header(answer, "ETag");
        var answered = WireClient.Header(answer, "x-amz-version-id");
        WholeAnswers.Object(tag, answered, version);
        var said = answer.Content.Headers.ContentLength ?? 0;
        WholeAnswers.ObjectLength(said, key);
        attempt.AllowFor(said);
        if (placeOf?.Invoke(said) is { } place)
        {
            return await ReadAsync(answer, place, tag!, answered, end).ConfigureAwait(false);
        }

        using var body = await WireBody.ReadAsync(answer.Content, isSecret: false, end).ConfigureAwait(false);
        WholeAnswers.Body(body.Length, said);
        ObjectChecksum.Require(answer, tag!, body.Bytes);
        return new StoredContent(body.ToArray(), answered, tag);
    }

    private static async Task<StoredContent> ReadAsync(
        HttpResponseMessage answer, ISecretPlace place, string tag, string? version, CancellationToken cancellation)
    {
        try
        {
            await WireBody.CopyAsync(answer.Content, place, cancellation).ConfigureAwait(false);
            WholeAnswers.Body(place.Length, answer.Content.Headers.ContentLength ?? 0);
            var content = place.Look(bytes =>
            {
                ObjectChecksum.Require(answer, tag, bytes);
                return new StoredContent([], version, tag) { Place = place };
            });

            // What nobody waits for any more has no owner.
            cancellation.ThrowIfCancellationRequested();
            return content;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }
}
