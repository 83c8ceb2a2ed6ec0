using System.Globalization;
using System.Text.Json;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Events;

/// <summary>
/// A request in the shape of a record of CloudTrail:
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html. It has names and
/// contexts, and no value: neither plaintext nor ciphertext, as on AWS. What policies decided is in <c>additionalEventData</c>.
/// </summary>
internal static class EventRecord
{
    /// <summary>Writes one.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="request">The request.</param>
    /// <param name="time">When it was answered.</param>
    public static void Write(Utf8JsonWriter json, AwsRequest request, DateTimeOffset time)
    {
        var http = request.Http.Request;
        json.WriteStartObject();
        json.WriteString("eventVersion", "1.11");
        EventIdentity.Write(json, request);
        json.WriteString("eventTime", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("eventSource", $"{request.Service.Name}.amazonaws.com");
        json.WriteString("eventName", EventNames.Of(request.Action));
        json.WriteString("awsRegion", request.Region);
        json.WriteString("sourceIPAddress", request.Http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
        json.WriteString("userAgent", http.Headers.UserAgent.ToString());
        if (request.Error is { } error)
        {
            json.WriteString("errorCode", error.Code == "AccessDeniedException" ? "AccessDenied" : error.Code);
            json.WriteString("errorMessage", error.Text ?? string.Empty);
        }

        WriteParameters(json, request);
        json.WriteNull("responseElements");
        WriteDecision(json, request);
        json.WriteString("requestID", request.Id);
        json.WriteString("eventID", Guid.NewGuid());
        json.WriteBoolean("readOnly", EventNames.IsReading(request.Action));
        WriteResource(json, request);
        json.WriteString("eventType", "AwsApiCall");
        json.WriteBoolean("managementEvent", !EventNames.IsOfData(request));
        json.WriteString("recipientAccountId", request.AccountId);
        json.WriteString("eventCategory", EventNames.IsOfData(request) ? "Data" : "Management");
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, AwsRequest request)
    {
        json.WriteStartObject("requestParameters");
        foreach (var (name, value) in request.EventParameters)
        {
            json.WriteString(name, value);
        }

        if (request.EncryptionContext is { Count: > 0 } pairs)
        {
            json.WriteStartObject(request.Action == "ReEncrypt" ? "sourceEncryptionContext" : "encryptionContext");
            foreach (var (name, value) in pairs)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDecision(Utf8JsonWriter json, AwsRequest request)
    {
        if (request.Decision is { } decision)
        {
            json.WriteStartObject("additionalEventData");
            json.WriteString("decision", decision.IsAllowed ? "allowed" : "denied");
            json.WriteString("reason", decision.Reason);
            json.WriteEndObject();
        }
    }

    private static void WriteResource(Utf8JsonWriter json, AwsRequest request)
    {
        if (request.Resource is not { } arn)
        {
            return;
        }

        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("accountId", request.AccountId);
        if (EventNames.TypeOf(arn) is { } type)
        {
            json.WriteString("type", type);
        }

        json.WriteString("ARN", arn);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
