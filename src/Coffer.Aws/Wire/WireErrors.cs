using Coffer.Aws.Answers;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Wire;

/// <summary>Refusals of KMS, which are JSON, and of S3, which are XML.</summary>
internal static class WireErrors
{
    /// <summary>Reads one.</summary>
    /// <param name="service">Who refused.</param>
    /// <param name="answer">What it answered.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<RefusedException> ReadAsync(string service, HttpResponseMessage answer, CancellationToken cancellation)
    {
        using var body = await WireBody.ReadAsync(answer.Content, isSecret: false, cancellation).ConfigureAwait(false);
        return new RefusedException(service == "s3" ? OfXml(answer, body) : OfJson(service, answer, body));
    }

    private static AwsError OfJson(string service, HttpResponseMessage answer, WireBody body)
    {
        var (code, message) = HttpAnswer.JsonError(body.ToArray());
        return Of(service, HttpAnswer.PlainCode(code ?? WireClient.Header(answer, HttpAnswer.ErrorHeader)), message, answer);
    }

    // An error without a body, as to a request that has none, is named by its status.
    private static AwsError OfXml(HttpResponseMessage answer, WireBody body)
    {
        var texts = XmlTexts.Of(body.Bytes);
        var error = Of(
            "s3", texts.GetValueOrDefault("Code") ?? answer.StatusCode.ToString(), texts.GetValueOrDefault("Message"), answer);
        return error with
        {
            Region = Regions.Named(WireClient.Header(answer, Redirects.RegionHeader) ?? texts.GetValueOrDefault("Region")),
        };
    }

    private static AwsError Of(string service, string code, string? message, HttpResponseMessage answer) => new(
        service,
        (int)answer.StatusCode,
        code,
        message ?? "",
        AwsError.Wait(WireClient.Header(answer, "Retry-After"), answer.Headers.Date ?? TimeProvider.System.GetUtcNow()),
        answer.Headers.Date);
}
