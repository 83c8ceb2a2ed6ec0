using System.Text.Json;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols.Json;

/// <summary>JSON 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html</summary>
internal sealed class JsonProtocol : IProtocol
{
    public static readonly JsonProtocol Instance = new();

    public string ContentType => "application/x-amz-json-1.1";

    public SignatureErrors SignatureErrors => ProtocolSignatureErrors.Json;

    public string NewRequestId() => Guid.NewGuid().ToString();

    public async Task WriteErrorAsync(HttpContext http, AwsException error, string requestId)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("__type", error.Code);
            if (error.Text is not null)
            {
                writer.WriteString("message", error.Text);
            }

            writer.WriteEndObject();
        }

        http.Response.StatusCode = error.Status;
        await SendAsync(http, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), requestId);
    }

    public async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> answer, string requestId)
    {
        http.Response.ContentType = ContentType;
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted);
    }
}
