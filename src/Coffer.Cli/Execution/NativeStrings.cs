using System.Runtime.InteropServices;

namespace Coffer.Cli.Execution;

/// <summary>C's strings and lists of them; never freed, because execve takes the whole address space away.</summary>
internal static unsafe class NativeStrings
{
    /// <summary>A copy with a NUL at its end.</summary>
    public static nint Copy(ReadOnlySpan<byte> text)
    {
        var copy = (byte*)NativeMemory.Alloc((nuint)text.Length + 1);
        text.CopyTo(new Span<byte>(copy, text.Length));
        copy[text.Length] = 0;
        return (nint)copy;
    }

    /// <summary>A list that ends with a null pointer.</summary>
    public static byte** List(IReadOnlyList<nint> strings)
    {
        var list = (byte**)NativeMemory.Alloc((nuint)(strings.Count + 1) * (nuint)sizeof(byte*));
        for (var i = 0; i < strings.Count; i++)
        {
            list[i] = (byte*)strings[i];
        }

        list[strings.Count] = null;
        return list;
    }
}
