using Coffer.LocalAws.Signing;
using Microsoft.AspNetCore.Http;

namespace Coffer.LocalAws.Server;

/// <summary>One port serves all: which service a request is for.</summary>
internal static class RequestRouter
{
    private const string KmsTargetPrefix = "TrentService.";

    private const string EcsTargetPrefix = "AmazonEC2ContainerServiceV20141113.";

    /// <summary>By the credential scope; where there is none that names a service, by the protocol the request speaks.</summary>
    public static AwsService Route(HttpRequest request) => CredentialScope.Find(request)?.Service switch
    {
        "kms" => AwsService.Kms,
        "sts" => AwsService.Sts,
        "s3" => AwsService.S3,
        "iam" => AwsService.Iam,
        "ecs" => AwsService.Ecs,
        _ => ByProtocol(request),
    };

    /// <summary>Says plainly that a service is not here: its signature would be refused for a reason that misleads.</summary>
    /// <exception cref="AwsException">The request is signed for another service.</exception>
    public static void RequireServed(HttpRequest request)
    {
        if (CredentialScope.Find(request)?.Service is { } service and not ("kms" or "sts" or "s3" or "iam" or "ecs")
            && service.All(char.IsAsciiLetterOrDigit))
        {
            throw new AwsException(501, "NotImplemented", $"coffer-local does not serve '{service}'");
        }
    }

    private static AwsService ByProtocol(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        if (target.StartsWith(KmsTargetPrefix, StringComparison.Ordinal))
        {
            return AwsService.Kms;
        }

        if (target.StartsWith(EcsTargetPrefix, StringComparison.Ordinal))
        {
            return AwsService.Ecs;
        }

        // An S3 upload from a browser form is multipart/form-data, so this content type is the query protocol's alone.
        return (HttpMethods.IsPost(request.Method) && HasFormBody(request)) || request.Query.ContainsKey("Action")
            ? AwsService.Sts
            : AwsService.S3;
    }

    private static bool HasFormBody(HttpRequest request) =>
        request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
}
