using System.Text;
using Coffer.LocalAws.Protocols;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Coffer.LocalAws.Services.S3.Bodies;

/// <summary>
/// The form of an upload from a browser: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html. Its fields are what headers
/// are for other uploads, and stand in their place from here on; what comes after the file is ignored.
/// </summary>
internal sealed class PostForm
{
    // The form without the file: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
    private const int MostBytes = 20 * 1024;

    private static readonly string[] OfSignature =
        ["x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "x-amz-security-token"];

    private static readonly string[] Headers =
        ["Cache-Control", "Content-Type", "Content-Disposition", "Content-Encoding", "Content-Language", "Expires"];

    private readonly MultipartSection file;

    private PostForm(IReadOnlyDictionary<string, string> fields, MultipartSection file, string fileName)
    {
        (Fields, this.file) = (fields, file);
        Key = fields.TryGetValue("key", out var key) && key.Length > 0
            ? key.Replace("${filename}", fileName, StringComparison.Ordinal)
            : throw S3Errors.InvalidArgument(
                "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.", "key");
    }

    /// <summary>The fields, by names that are not told apart by case.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>The key of the object.</summary>
    public string Key { get; }

    /// <summary>The policy and its signature; null for a form of nobody.</summary>
    public SignedPolicy? Policy => Field("policy") is not { } policy ? null : new(
        policy, Field(OfSignature[0]), Field(OfSignature[1]), Field(OfSignature[2]), Field(OfSignature[3]), Field(OfSignature[4]));

    /// <summary>Whether a request is such a form.</summary>
    public static bool Is(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads up to the file.</summary>
    public static async Task<PostForm> ReadAsync(HttpContext http)
    {
        UnreadBody.Ask(http);
        try
        {
            var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(http.Request.ContentType).Boundary).Value;
            var form = await ReadAsync(new MultipartReader(boundary ?? throw Malformed(), http.Request.Body), http.RequestAborted);
            form.SetHeaders(http.Request.Headers);
            return form;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or ArgumentException
            || (e is IOException and not (ConnectionResetException or BadHttpRequestException)))
        {
            throw Malformed();
        }
    }

    /// <summary>The file's bytes, never more than one more than those that may come.</summary>
    public async Task<byte[]> ReadFileAsync(long limit, CancellationToken aborted)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while (bytes.Length <= limit && (count = await file.Body.ReadAsync(buffer, aborted)) > 0)
        {
            await bytes.WriteAsync(buffer.AsMemory(0, count), aborted);
        }

        return bytes.ToArray();
    }

    private static async Task<PostForm> ReadAsync(MultipartReader reader, CancellationToken aborted)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var left = MostBytes;
        while (await reader.ReadNextSectionAsync(aborted) is { } section)
        {
            var disposition = section.GetContentDispositionHeader() ?? throw Malformed();
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? throw Malformed();
            if (name.Equals("file", StringComparison.OrdinalIgnoreCase))
            {
                return new(fields, section, HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? string.Empty);
            }

            var value = await ReadFieldAsync(section, left, aborted);
            left -= value.Length;
            fields[name] = Encoding.UTF8.GetString(value);
        }

        throw S3Errors.InvalidArgument("POST requires exactly one file upload per request.", "file", "0");
    }

    private static async Task<byte[]> ReadFieldAsync(MultipartSection section, int most, CancellationToken aborted)
    {
        var buffer = new byte[most + 1];
        var count = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, aborted);
        return count <= most
            ? buffer[..count]
            : throw new AwsException(
                400, "MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file were too large.");
    }

    /// <summary>The request's own headers say nothing of the object: no policy covers them.</summary>
    private void SetHeaders(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }

        foreach (var name in Headers)
        {
            headers.Remove(name);
        }

        foreach (var (name, value) in Fields)
        {
            var isHeader = name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
                ? !OfSignature.Contains(name, StringComparer.OrdinalIgnoreCase)
                : Headers.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (isHeader)
            {
                headers[name] = value;
            }
        }

        if (Field("acl") is { } acl)
        {
            headers["x-amz-acl"] = acl;
        }
    }

    private string? Field(string name) => Fields.GetValueOrDefault(name);

    private static AwsException Malformed() =>
        new(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");
}
