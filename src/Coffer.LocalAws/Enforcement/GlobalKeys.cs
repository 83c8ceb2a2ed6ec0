using System.Globalization;
using Coffer.Iam.Conditions;
using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Enforcement;

/// <summary>
/// The condition keys of every request that are not the caller's:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
/// </summary>
internal static class GlobalKeys
{
    /// <summary>Sets them.</summary>
    /// <param name="context">What they are set in.</param>
    /// <param name="request">The request.</param>
    /// <param name="now">The time.</param>
    /// <param name="resourceAccount">The account of what is asked for.</param>
    public static void Set(RequestContext context, AwsRequest request, DateTimeOffset now, string resourceAccount)
    {
        var http = request.Http.Request;
        context.Set("aws:SecureTransport", http.IsHttps ? "true" : "false")
            .Set("aws:ViaAWSService", "false")
            .Set("aws:RequestedRegion", request.Region)
            .Set("aws:ResourceAccount", resourceAccount)
            .Set("aws:CurrentTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .Set("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (request.Http.Connection.RemoteIpAddress is { } address)
        {
            context.Set("aws:SourceIp", address.ToString());
        }

        SetGiven(context, "aws:UserAgent", http.Headers.UserAgent.ToString());
        SetGiven(context, "aws:Referer", http.Headers.Referer.ToString());
    }

    private static void SetGiven(RequestContext context, string key, string value)
    {
        if (value.Length > 0)
        {
            context.Set(key, value);
        }
    }
}
