using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Coffer.Cli.Tests.Processes;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>
/// What is left of a value in the process's memory, as the kernel shows it. What is looked for is known here in another form only: a shell
/// makes it, and coffer seals it.
/// </summary>
public sealed class ZeroedTests
{
    private const byte Mask = 0x5A;
    private const int Room = 1 << 20;

    [Fact]
    public async Task Nothing_of_a_value_that_is_disposed_of_is_in_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        await using var repository = await SealedRepository.WithFaultsAsync("");
        var sealing = await repository.ShellAsync(
            "head -c 30 /dev/urandom | base64 -w0 >canary && \"$0\" set staging/api/CANARY <canary && \"$0\" push staging");
        Assert.True(sealing.ExitCode == 0, sealing.StderrText);
        (var value, var answered) = Wanted(Path.Combine(repository.Folder, "canary"));

        using var client = World.Client(repository);
        using var all = await client.OpenAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, 0), (Count(value), Count(answered)));
        all.Dispose();
        Assert.Equal((0, 0), (Count(value), Count(answered)));
    }

    // The value, and the base64 that KMS answers it in; both behind the mask.
    private static (byte[] Value, byte[] Answered) Wanted(string path)
    {
        using var file = File.OpenHandle(path);
        var value = GC.AllocateUninitializedArray<byte>((int)RandomAccess.GetLength(file), pinned: true);
        RandomAccess.Read(file, value, 0);
        var answered = GC.AllocateUninitializedArray<byte>(Base64.GetMaxEncodedToUtf8Length(value.Length), pinned: true);
        Base64.EncodeToUtf8(value, answered, out _, out _);
        Assert.True(value.Length == 40 && answered.Length == 56);
        var masked = (Masked(value), Masked(answered));
        CryptographicOperations.ZeroMemory(value);
        CryptographicOperations.ZeroMemory(answered);
        return masked;
    }

    private static byte[] Masked(byte[] bytes) => Array.ConvertAll(bytes, static one => (byte)(one ^ Mask));

    private static unsafe int Count(byte[] masked)
    {
        var own = (byte*)NativeMemory.AllocZeroed(Room);
        try
        {
            var count = 0;
            using var memory = File.OpenHandle("/proc/self/mem");
            foreach (var words in File.ReadAllLines("/proc/self/maps").Select(static line => line.Split(' ')))
            {
                if (!words[1].StartsWith("rw", StringComparison.Ordinal))
                {
                    continue;
                }

                (var at, var end) = (Hex(words[0].Split('-')[0]), Hex(words[0].Split('-')[1]));
                for (; at < end; at += Room - masked.Length + 1)
                {
                    count += CountIn(memory, new Span<byte>(own, (int)Math.Min(Room, end - at)), at, masked, (long)own);
                }
            }

            return count;
        }
        finally
        {
            NativeMemory.Clear(own, Room);
            NativeMemory.Free(own);
        }
    }

    private static long Hex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static int CountIn(SafeFileHandle memory, Span<byte> room, long address, byte[] masked, long own)
    {
        int read;
        try
        {
            read = RandomAccess.Read(memory, room, address);
        }
        catch (IOException)
        {
            // Not there: reserved, or gone meanwhile.
            return 0;
        }

        var count = 0;
        for (var at = 0; at + masked.Length <= read; at++)
        {
            var next = room[at..read].IndexOf((byte)(masked[0] ^ Mask));
            if (next < 0)
            {
                break;
            }

            at += next;
            var isOwn = address + at >= own && address + at < own + Room;
            count += !isOwn && IsAt(room[at..read], masked) ? 1 : 0;
        }

        return count;
    }

    private static bool IsAt(ReadOnlySpan<byte> bytes, byte[] masked)
    {
        for (var at = 0; at < masked.Length; at++)
        {
            if (at >= bytes.Length || (bytes[at] ^ Mask) != masked[at])
            {
                return false;
            }
        }

        return true;
    }
}
