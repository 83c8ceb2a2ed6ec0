using System.Text;
using Coffer.Core.Formats.Releases;
using CsCheck;

namespace Coffer.Core.Tests.Formats.Releases;

/// <summary>Releases of the service staging/api.</summary>
internal static class Samples
{
    /// <summary>A digest and a version id of nothing in particular.</summary>
    public const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>As Terraform 1.11.4 wrote it: <c>jsonencode</c> of these names, in this order.</summary>
    public const string Written =
        """{"environment":"staging","secrets":{"0":{"ciphertext":"+/8="},"C":{"ciphertext":"AA=="},"Z":"""
        + """{"ciphertext":"AAA="},"_x":{"ciphertext":"AAAA"},"a":{"ciphertext":"AQ=="},"a-b":"""
        + """{"ciphertext":"Ag=="},"a.b":{"ciphertext":"Aw=="},"a/b":"""
        + """{"sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","version":"3HL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY"},"""
        + "\"a_b\":"
        + """{"ciphertext":"BA=="},"ab":{"ciphertext":"BQ=="}},"service":"api","version":1}""";

    /// <summary>Any release.</summary>
    public static Gen<Release> Any { get; } =
        from count in Gen.Int[0, 12]
        from names in Name.Array[count]
        from entries in Entry.Array[count]
        from seed in Gen.Byte.Array[1, 200].Null()
        select new Release("staging", "api", names.Zip(entries).DistinctBy(secret => secret.First, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(secret => secret.First, secret => secret.Second), seed is null ? default(ReadOnlyMemory<byte>?) : seed);

    private static Gen<string> Segment => Gen.String[Gen.Char["abzABZ019_-"], 1, 4];

    private static Gen<string> Name => Gen.Select(Segment, Gen.String[Gen.Char["a.-_0"], 0, 3], Segment.Array[0, 2], (first, rest, below) =>
        string.Join('/', [first + rest, .. below]));

    private static Gen<ReleaseEntry> Entry => Gen.Frequency<ReleaseEntry>(
        (4, Gen.Byte.Array[1, 200].Select(bytes => (ReleaseEntry)new InlineEntry(bytes))),
        (1, Gen.String[Gen.Char["abcXYZ019._-+=:~!'"], 1, 40].Select(version => (ReleaseEntry)new StoredEntry(Digest, version))));

    public static Release Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static Release Read(ReadOnlyMemory<byte> content) => new ReleaseReader("the release").Read(content, "staging", "api");
}
