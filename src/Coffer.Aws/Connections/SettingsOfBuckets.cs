using System.Net;
using System.Xml;

namespace Coffer.Aws.Connections;

/// <summary>
/// Takes the settings of a bucket from a whole document of theirs only. The SDK reads any other, or none, as a bucket that has no
/// such setting: "keeps no versions" would be the answer to a question that failed.
/// </summary>
internal sealed class SettingsOfBuckets(HttpMessageHandler next) : DelegatingHandler(next)
{
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html, and its like. moto, a local AWS, names a document by
    // its action.
    private static readonly Dictionary<string, (string Root, string OfMoto)> Roots = new()
    {
        ["versioning"] = ("VersioningConfiguration", "GetBucketVersioningResponse"),
        ["encryption"] = ("ServerSideEncryptionConfiguration", "GetBucketEncryptionResponse"),
        ["publicAccessBlock"] = ("PublicAccessBlockConfiguration", "GetPublicAccessBlockResponse"),
    };

    /// <inheritdoc/>
    /// <exception cref="AnswerException">The document is another, or not whole.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.OK || request.Method != HttpMethod.Get
            || !Roots.TryGetValue(request.RequestUri!.Query.TrimStart('?').Split('&')[0].TrimEnd('='), out var root))
        {
            return answer;
        }

        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (RootOf(body) is not { } found || (found != root.Root && found != root.OfMoto))
        {
            answer.Dispose();
            throw new AnswerException($"the answer is not whole: no {root.Root}");
        }

        var content = new ByteArrayContent(body);
        foreach (var (name, values) in answer.Content.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        answer.Content = content;
        return answer;
    }

    /// <summary>The name of a document's root; null where the document is not whole.</summary>
    private static string? RootOf(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body));
            _ = reader.MoveToContent();
            var root = reader.LocalName;
            while (reader.Read())
            {
                // To its end.
            }

            return root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
