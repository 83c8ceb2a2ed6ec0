using Coffer.Aws.Connections;

namespace Coffer.Aws.Tls;

/// <summary>
/// Whom we would talk to cannot be known: <see cref="ErrorCode.Configuration"/> where the roots are at fault, else
/// <see cref="ErrorCode.Unreachable"/>.
/// </summary>
internal sealed class UntrustedServerException(
    ErrorCode code, string message, string hint) : NoWayException(code, message, hint, passes: false);
