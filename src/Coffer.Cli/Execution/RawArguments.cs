using System.Runtime.InteropServices;
using System.Text;

namespace Coffer.Cli.Execution;

/// <summary>The command's arguments as they came: .NET's strings lose what is no UTF-8.</summary>
internal static unsafe partial class RawArguments
{
    private const int AddressOfRandomBytes = 25;
    private const long LargestStart = 64 << 20;

    /// <summary>The last arguments of this process, byte for byte.</summary>
    /// <param name="decoded">The same arguments as .NET gave them.</param>
    public static IReadOnlyList<byte[]> Last(IReadOnlyList<string> decoded)
    {
        // A process starts with both lists on its stack: the arguments, a null pointer, the environment. So the
        // arguments are found without /proc, which an empty root does not have.
        var environment = EnvironmentBlock.Current();
        if (IsWhereTheKernelPutIt(environment) && environment[-1] is null)
        {
            var last = new List<byte[]>();
            for (var i = decoded.Count; i > 0; i--)
            {
                last.Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(environment[-1 - i]).ToArray());
            }

            if (last.Select(Encoding.UTF8.GetString).SequenceEqual(decoded))
            {
                return last;
            }
        }

        // Somebody in this process has moved the environment: what is no UTF-8 is lost then.
        return [.. decoded.Select(Encoding.UTF8.GetBytes)];
    }

    // Shortly below the random bytes that the kernel gives each process; nothing else lies there than the stack's start.
    private static bool IsWhereTheKernelPutIt(byte** environment) =>
        (long)Auxiliary(AddressOfRandomBytes) - (long)environment is > 0 and < LargestStart;

    [LibraryImport("libc", EntryPoint = "getauxval")]
    private static partial nuint Auxiliary(nuint type);
}
