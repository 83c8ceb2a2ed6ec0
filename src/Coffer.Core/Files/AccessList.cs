using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Core.Files;

/// <summary>
/// The access control list that a file may have beside its mode: acl(5). Linux hands it out in bytes, four for the version and eight for
/// each entry (include/uapi/linux/posix_acl_xattr.h).
/// </summary>
[SupportedOSPlatform("linux")]
internal static class AccessList
{
    private const string Name = "system.posix_acl_access";
    private const int MaxBytes = 65536;
    private const int HeaderBytes = 4;
    private const int EntryBytes = 8;

    private const ushort NamedUser = 0x02;
    private const ushort NamedGroup = 0x08;
    private const ushort Write = 2;

    private const int NoData = 61;
    private const int NotSupported = 95;

    /// <summary>
    /// Who may write by the list alone. Its mask is shown as the rights of the file's group: where that may not write, nobody here may.
    /// </summary>
    /// <exception cref="SystemCallException">The system does not say.</exception>
    public static IEnumerable<(bool IsGroup, uint Number)> WritersOf(string path)
    {
        var bytes = Read(path);
        for (var at = HeaderBytes; at + EntryBytes <= bytes.Length; at += EntryBytes)
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
            var rights = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 2));
            if (tag is NamedUser or NamedGroup && (rights & Write) != 0)
            {
                yield return (tag == NamedGroup, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4)));
            }
        }
    }

    private static unsafe byte[] Read(string path)
    {
        var bytes = new byte[MaxBytes];
        fixed (byte* first = bytes)
        {
            var length = Posix.ReadAttribute(path, Name, first, MaxBytes);
            if (length >= 0)
            {
                return bytes[..(int)length];
            }
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NoData or NotSupported || SystemError.IsMissing(error) ? [] : throw new SystemCallException(error);
    }
}
