using System.Text;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

/// <summary>Arguments and environment pass byte for byte: what is no UTF-8, what is there twice, what has no '='.</summary>
public sealed class RawBytesTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    [NativeFact]
    public async Task Arguments_pass_as_they_are()
    {
        var seen = Path.Combine(repository.Folder, "arguments");
        byte[][] command =
        [
            "cp"u8.ToArray(),
            [.. "--suffix="u8, 0xff, 0xc3, 0x28, .. "\n\t' \"$HOME"u8],
            "--suffix="u8.ToArray(),
            "--suffix=--"u8.ToArray(),
            "--suffix=é🔑"u8.ToArray(),
            "--"u8.ToArray(),
            "/proc/self/cmdline"u8.ToArray(),
            Bytes(seen),
        ];

        Assert.Equal(
            0, await RawProcess.RunAsync(Executables.Coffer, [.. Words("coffer exec --only SECRET_01 --"), .. command], Environment()));
        Assert.Equal(Joined(command), await File.ReadAllBytesAsync(seen, TestContext.Current.CancellationToken));
    }

    [NativeFact]
    public async Task The_environment_passes_as_it_is()
    {
        var seen = Path.Combine(repository.Folder, "environment");
        byte[][] strange =
        [
            [.. "LATIN="u8, 0xe9, 0xff],
            [0xff, 0xfe, .. "=name"u8],
            "TWICE=one"u8.ToArray(),
            "TWICE=two"u8.ToArray(),
            "NO_EQUALS_SIGN"u8.ToArray(),
            "=C:=\\odd"u8.ToArray(),
            ""u8.ToArray(),
            "EMPTY="u8.ToArray(),
            "LINES=a\nb"u8.ToArray(),
            "COFFEX=stays"u8.ToArray(),
        ];
        byte[][] replaced = ["SECRET_01=inherited"u8.ToArray(), "SECRET_01=inherited twice"u8.ToArray()];

        var exitCode = await RawProcess.RunAsync(
            Executables.Coffer,
            [.. Words("coffer exec --only SECRET_01 -- cp /proc/self/environ"), Bytes(seen)],
            [.. strange, .. Environment(), .. replaced]);

        byte[][] expected =
        [
            .. strange,
            .. Environment().Where(static entry => !entry.AsSpan().StartsWith("COFFER_"u8)),
            Bytes($"SECRET_01={SealedRepository.ValueOf(1)}"),
        ];
        Assert.Equal(0, exitCode);
        Assert.Equal(Joined(expected), await File.ReadAllBytesAsync(seen, TestContext.Current.CancellationToken));
    }

    private byte[][] Environment() =>
    [
        .. repository.Request("").Environment.Select(static pair => Bytes($"{pair.Key}={pair.Value}")),
        Bytes($"COFFER_BUCKET={SealedRepository.Bucket}"),
        Bytes("COFFER_ENVIRONMENT=staging"),
        Bytes("COFFER_SERVICE=api"),
    ];

    private static IEnumerable<byte[]> Words(string line) => line.Split(' ').Select(Bytes);

    private static byte[] Joined(IEnumerable<byte[]> texts) => [.. texts.SelectMany(static text => text.Append((byte)0))];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
