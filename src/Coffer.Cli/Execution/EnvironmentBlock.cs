using System.Runtime.InteropServices;
using System.Text;

namespace Coffer.Cli.Execution;

/// <summary>
/// The environment of the command to be: the inherited one byte for byte (entries without <c>=</c>, duplicates and what
/// is no UTF-8 included), less what is removed, with what is set. Lives outside the managed heap.
/// </summary>
internal sealed unsafe partial class EnvironmentBlock
{
    private readonly List<nint> entries;

    private EnvironmentBlock(List<nint> entries) => this.entries = entries;

    /// <summary>What this process was started with.</summary>
    public static EnvironmentBlock Inherited()
    {
        var entries = new List<nint>();
        for (var at = Current(); at is not null && *at is not null; at++)
        {
            entries.Add((nint)(*at));
        }

        return new EnvironmentBlock(entries);
    }

    /// <summary>Takes away all variables whose names start so.</summary>
    public void RemovePrefix(string prefix)
    {
        var bytes = Encoding.UTF8.GetBytes(prefix);
        entries.RemoveAll(entry => EntryAt(entry).StartsWith(bytes));
    }

    /// <summary>Sets a variable in place of all that have its name: programs differ in which of two they see.</summary>
    public void Set(string name, ReadOnlySpan<byte> value)
    {
        var start = Encoding.UTF8.GetBytes($"{name}=");
        entries.RemoveAll(entry => EntryAt(entry).StartsWith(start));
        var length = start.Length + value.Length;
        var entry = new Span<byte>(NativeMemory.Alloc((nuint)length + 1), length + 1);
        start.CopyTo(entry);
        value.CopyTo(entry[start.Length..]);
        entry[length] = 0;
        fixed (byte* pointer = entry)
        {
            entries.Add((nint)pointer);
        }
    }

    /// <summary>The value of a variable; null where it is unset.</summary>
    public byte[]? Find(string name)
    {
        var start = Encoding.UTF8.GetBytes($"{name}=");
        foreach (var entry in entries)
        {
            if (EntryAt(entry).StartsWith(start))
            {
                return EntryAt(entry)[start.Length..].ToArray();
            }
        }

        return null;
    }

    /// <summary>The null-terminated list of pointers that execve wants.</summary>
    public byte** ToPointers() => NativeStrings.List(entries);

    private static ReadOnlySpan<byte> EntryAt(nint entry) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry);

    // .NET's strings would lose what is no UTF-8; this is the C library's own list.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEnviron")]
    private static partial byte** Current();
}
