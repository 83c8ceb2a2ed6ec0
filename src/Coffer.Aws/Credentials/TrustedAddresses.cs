using System.Net;
using Coffer.Aws.Connections;

namespace Coffer.Aws.Credentials;

/// <summary>
/// Whom we ask for credentials, whatever setting names the address: anybody by https; by plain http this machine, and the addresses
/// of its link at which AWS has its services. Anything else on the network could answer with the keys of another account.
/// </summary>
internal static class TrustedAddresses
{
    /// <summary>
    /// ECS: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint.html; EKS Pod Identity:
    /// https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html; EC2, as the last of both.
    /// </summary>
    private static readonly IPAddress[] OfAws =
    [
        IPAddress.Parse("169.254.170.2"),
        IPAddress.Parse("169.254.170.23"),
        IPAddress.Parse("fd00:ec2::23"),
        IPAddress.Parse("169.254.169.254"),
        IPAddress.Parse("fd00:ec2::254"),
    ];

    /// <summary>The address that a setting names.</summary>
    /// <param name="setting">The setting, for the message.</param>
    /// <param name="text">What it says.</param>
    /// <exception cref="SourceException">It is no URL, or one that is not asked.</exception>
    public static Uri Require(string setting, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && MayBeAsked(address)
            ? address
            : throw new SourceException(
                $"{setting} is neither an https URL nor an http URL of this host, ECS, EKS or EC2",
                "credentials would travel unencrypted, and anybody on the way could read or replace them; use https");

    private static bool MayBeAsked(Uri address) => address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp
                && (HostKinds.IsLoopback(address) || (HostKinds.AddressOf(address.DnsSafeHost) is { } host && OfAws.Contains(host)))));
}
