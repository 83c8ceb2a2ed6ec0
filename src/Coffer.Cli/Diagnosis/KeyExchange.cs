using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Coffer.Cli.Diagnosis;

/// <summary>
/// Which key exchange a service took over TLS, as the static binary's OpenSSL says it (Native/key-exchange.c). .NET does not tell, so the
/// tool on the shared runtime says nothing.
/// </summary>
internal static partial class KeyExchange
{
    /// <summary>That of the last handshake, which was the service's; nothing where there was none that is known.</summary>
    public static IEnumerable<Symptom> Of(string service)
    {
        var group = RuntimeFeature.IsDynamicCodeSupported ? null : Marshal.PtrToStringUTF8(Name());
        if (string.IsNullOrEmpty(group))
        {
            return [];
        }

        var about = $"TLS of {service}";
        return [group.Contains("MLKEM", StringComparison.Ordinal)
            ? Symptom.Ok(about, $"{group}: no later quantum computer opens what was recorded")
            : new Symptom(about, SymptomState.Note, $"{group}: who records it, and has a quantum computer later, opens it")];
    }

    [LibraryImport("libc", EntryPoint = "coffer_key_exchange")]
    private static partial nint Name();
}
