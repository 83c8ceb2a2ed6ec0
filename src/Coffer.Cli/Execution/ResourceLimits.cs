using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Cli.Execution;

/// <summary>
/// What this process may use: the soft limits of getrlimit(2); null where the system does not say. Numbers are the Linux ABI's.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class ResourceLimits
{
    private const int StackResource = 3;
    private const int FilesResource = 7;

    /// <summary>Bytes of the stack.</summary>
    public static ulong? Stack => Of(StackResource);

    /// <summary>Open files.</summary>
    public static ulong? OpenFiles => Of(FilesResource);

    private static ulong? Of(int resource) => Get(resource, out var bounds) == 0 ? bounds.Current : null;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out Bounds bounds);

    private struct Bounds
    {
        public ulong Current;
        public ulong Most;
    }
}
