using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Faults.Acts;

/// <summary>What each service says to those who ask too often.</summary>
internal sealed record ThrottleAct : IFaultAct
{
    public Task DoAsync(FaultedCall call) => call.Answer(ErrorOf(call.Service));

    /// <summary>
    /// https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html and
    /// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
    /// </summary>
    public static AwsException ErrorOf(AwsService service) => service switch
    {
        AwsService.Kms => new(400, "ThrottlingException", "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls."),
        AwsService.S3 => new(503, "SlowDown", "Please reduce your request rate."),
        _ => new(400, "Throttling", "Rate exceeded"),
    };
}
