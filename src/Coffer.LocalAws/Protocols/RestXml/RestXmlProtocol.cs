using System.Security.Cryptography;
using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Protocols.RestXml;

/// <summary>S3's protocol: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses</summary>
internal sealed class RestXmlProtocol : IProtocol
{
    public static readonly RestXmlProtocol Instance = new();

    public string ContentType => "application/xml";

    public SignatureErrors SignatureErrors { get; } = new S3SignatureErrors();

    public string NewRequestId() => Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    public async Task WriteErrorAsync(HttpContext http, AwsException error, string requestId)
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
        await XmlBody.SendAsync(http, error.Status, ContentType, xml);
    }
}

/// <summary>Does one action: reads and checks the request, changes what is kept, writes the answer.</summary>
internal delegate Task RestAction<in TRequest>(TRequest request);
