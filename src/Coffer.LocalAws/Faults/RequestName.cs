using System.Text;
using Coffer.LocalAws.S3;
using Coffer.LocalAws.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Coffer.LocalAws.Faults;

/// <summary>Which action a request asks for, before anything of it is checked; empty where it names none.</summary>
internal static class RequestName
{
    private const string Action = "Action";

    public static async Task<string> OfAsync(HttpContext http, AwsService service) => service switch
    {
        AwsService.Kms => http.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1],
        AwsService.S3 => ActionName.Of(http),
        _ => await OfQueryAsync(http.Request),
    };

    private static async Task<string> OfQueryAsync(HttpRequest request)
    {
        if (request.Query.TryGetValue(Action, out var action) || !HttpMethods.IsPost(request.Method))
        {
            return action.ToString();
        }

        var body = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(await PeekedBody.ReadAsync(request)));
        return body.GetValueOrDefault(Action).ToString();
    }
}
