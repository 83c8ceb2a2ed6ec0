using System.Security.Cryptography;
using System.Text.Json;
using Coffer.LocalAws.Query;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Server;

/// <summary>Errors in the shape of each protocol.</summary>
internal static class ErrorWriter
{
    public const string JsonContentType = "application/x-amz-json-1.1";

    public static Task WriteAsync(HttpContext http, AwsService service, AwsException error, string requestId) => service switch
    {
        AwsService.Kms or AwsService.Ecs => WriteJsonAsync(http, error, requestId),
        AwsService.Sts => WriteQueryXmlAsync(http, QueryAnswer.StsNamespace, error, requestId),
        AwsService.Iam => WriteQueryXmlAsync(http, QueryAnswer.IamNamespace, error, requestId),
        _ => WriteS3Async(http, error, requestId),
    };

    /// <summary>https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization</summary>
    public static async Task WriteJsonAsync(HttpContext http, AwsException error, string requestId)
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
        http.Response.ContentType = JsonContentType;
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        await http.Response.Body.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), http.RequestAborted);
    }

    /// <summary>https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization</summary>
    public static async Task WriteQueryXmlAsync(HttpContext http, string xmlNamespace, AwsException error, string requestId)
    {
        var xml = XmlBody.Write(writer =>
        {
            writer.WriteStartElement("ErrorResponse", xmlNamespace);
            writer.WriteStartElement("Error");
            writer.WriteElementString("Type", error.Status < 500 ? "Sender" : "Receiver");
            writer.WriteElementString("Code", error.Code);
            writer.WriteElementString("Message", error.Text);
            writer.WriteEndElement();
            writer.WriteElementString("RequestId", requestId);
            writer.WriteEndElement();
        });
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        await XmlBody.SendAsync(http, error.Status, "text/xml", xml);
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses</summary>
    public static async Task WriteS3Async(HttpContext http, AwsException error, string requestId)
    {
        var hostId = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        http.Response.Headers["x-amz-request-id"] = requestId;
        http.Response.Headers["x-amz-id-2"] = hostId;
        if (HttpMethods.IsHead(http.Request.Method) || error.Status == StatusCodes.Status304NotModified)
        {
            http.Response.StatusCode = error.Status;
            return;
        }

        var xml = XmlBody.Write(writer =>
        {
            writer.WriteStartElement("Error");
            writer.WriteElementString("Code", error.Code);
            writer.WriteElementString("Message", error.Text);
            foreach (var (name, value) in error.Details)
            {
                writer.WriteElementString(name, value);
            }

            writer.WriteElementString("RequestId", requestId);
            writer.WriteElementString("HostId", hostId);
            writer.WriteEndElement();
        });
        await XmlBody.SendAsync(http, error.Status, "application/xml", xml);
    }
}
