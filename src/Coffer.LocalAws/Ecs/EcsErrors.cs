using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Ecs;

/// <summary>https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html</summary>
internal static class EcsErrors
{
    public static AwsException Client(string message) => new(400, "ClientException", message);

    public static AwsException InvalidParameter(string message) => new(400, "InvalidParameterException", message);

    public static AwsException NoCluster() => new(400, "ClusterNotFoundException", "Cluster not found.");

    public static AwsException NoService() => new(400, "ServiceNotFoundException", "Service not found.");
}
