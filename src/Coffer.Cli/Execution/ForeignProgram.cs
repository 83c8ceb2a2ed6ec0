using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Coffer.Cli.Execution;

/// <summary>A program that was built for another processor, as an image of another platform has it.</summary>
[SupportedOSPlatform("linux")]
internal static class ForeignProgram
{
    private const int HeaderLength = 20;
    private const int Machine = 18;
    private const int ByteOrder = 5;
    private const byte BigEndian = 2;

    /// <summary>What this machine is called.</summary>
    public static string Here => NameOf(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? 183 : 62);

    /// <summary>The processor that a file's program is for; null where the file is no program, or cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static string? ProcessorOf(string path)
    {
        try
        {
            using var file = Disk.Own.Open(path, followLinks: true);
            var header = new byte[HeaderLength];
            return file.Fill(header) == HeaderLength && header.AsSpan().StartsWith("\u007fELF"u8)
                ? NameOf(header[ByteOrder] == BigEndian
                    ? BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(Machine))
                    : BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(Machine)))
                : null;
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            return null;
        }
    }

    // The numbers of ELF, and the names that Docker gives to platforms.
    private static string NameOf(int machine) => machine switch
    {
        3 => "x86 (386)",
        21 => "POWER (ppc64le)",
        22 => "IBM Z (s390x)",
        40 => "32-bit ARM (arm)",
        62 => "x86-64 (amd64)",
        183 => "64-bit ARM (arm64)",
        243 => "RISC-V (riscv64)",
        258 => "LoongArch (loong64)",
        _ => $"another processor (ELF machine {machine})",
    };
}
