namespace Coffer.LocalAws.Services.S3.Objects;

/// <summary>The query parameters of a read that replace headers of its answer.</summary>
internal static class ResponseOverrides
{
    private static readonly (string Parameter, string Header)[] Names =
    [
        ("response-cache-control", "Cache-Control"), ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"), ("response-content-language", "Content-Language"),
        ("response-content-type", "Content-Type"), ("response-expires", "Expires"),
    ];

    public static void Write(S3Request request)
    {
        foreach (var (parameter, header) in Names)
        {
            if (request.Parameter(parameter) is not { Length: > 0 } value)
            {
                continue;
            }
            request.Response.Headers[header] = value.All(c => c is >= ' ' and <= '~')
                ? value
                : throw S3Errors.InvalidArgument("Header value cannot be represented using ISO-8859-1.", parameter, value);
        }
    }
}
