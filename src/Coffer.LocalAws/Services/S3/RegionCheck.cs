using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.S3;

/// <summary>A bucket answers only requests that were signed for its region.</summary>
internal static class RegionCheck
{
    public static void Require(S3Request request, string region)
    {
        if (request.Call.Signature is null || request.Call.Region == region)
        {
            return;
        }
        request.SetLastingHeader("x-amz-bucket-region", region);
        throw request.Parameter("X-Amz-Credential") is null
            ? new AwsException(400, "AuthorizationHeaderMalformed",
                $"The authorization header is malformed; the region '{request.Call.Region}' is wrong; expecting '{region}'", ("Region", region))
            : new AwsException(400, "AuthorizationQueryParametersError",
                $"Error parsing the X-Amz-Credential parameter; the region '{request.Call.Region}' is wrong; expecting '{region}'", ("Region", region));
    }
}
