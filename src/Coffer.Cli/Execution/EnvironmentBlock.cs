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

    /// <summary>The number of entries.</summary>
    public int Count => entries.Count;

    /// <summary>The bytes of all entries, each with the NUL at its end.</summary>
    public long Bytes => entries.Sum(entry => (long)EntryAt(entry).Length + 1);

    /// <summary>What this process was started with.</summary>
    /// <param name="inheritance">Which of it stays.</param>
    public static EnvironmentBlock Inherited(Inheritance inheritance)
    {
        var entries = new List<nint>();
        for (var at = Current(); at is not null && *at is not null; at++)
        {
            if (inheritance.Passes(NameOf(EntryAt((nint)(*at)))))
            {
                entries.Add((nint)(*at));
            }
        }

        return new EnvironmentBlock(entries);
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

    // .NET's strings would lose what is no UTF-8; this is the C library's own list.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEnviron")]
    internal static partial byte** Current();

    private static ReadOnlySpan<byte> EntryAt(nint entry) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry);

    private static string NameOf(ReadOnlySpan<byte> entry) =>
        Encoding.UTF8.GetString(entry.IndexOf((byte)'=') is >= 0 and var equals ? entry[..equals] : entry);
}
