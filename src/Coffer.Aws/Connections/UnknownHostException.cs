using Coffer.Core.Model;

namespace Coffer.Aws.Connections;

/// <summary>A name has no address.</summary>
/// <param name="host">The name.</param>
/// <param name="passes">Whether the resolver could not say, rather than said that there is none.</param>
internal sealed class UnknownHostException(string host, bool passes) : NoWayException(
    ErrorCode.Unreachable,
    $"cannot be reached ({ReasonOf(passes)}): '{AddressGrammar.Printable(host)}'",
    "look at the region, AWS_ENDPOINT_URL, and the resolver (/etc/resolv.conf)",
    passes)
{
    /// <summary>Why, in a few words.</summary>
    public string Reason => ReasonOf(Passes);

    private static string ReasonOf(bool passes) => passes ? "the resolver does not answer" : "its name is not known";
}
