using Coffer.Core.Model;

namespace Coffer.Aws.Connections;

/// <summary>A name has no address.</summary>
/// <param name="host">The name.</param>
/// <param name="passes">Whether the resolver could not say, rather than said that there is none.</param>
internal sealed class UnknownHostException(string host, bool passes) : NoWayException(
    ErrorCode.Unreachable,
    $"cannot be reached ({(passes ? "the resolver does not answer" : "its name is not known")}): '{AddressGrammar.Printable(host)}'",
    "look at the region, AWS_ENDPOINT_URL, and the resolver (/etc/resolv.conf)",
    passes);
