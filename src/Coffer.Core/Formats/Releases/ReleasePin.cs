using System.Buffers;
using System.Security.Cryptography;

namespace Coffer.Core.Formats.Releases;

/// <summary><c>COFFER_RELEASE</c>: which release a container loads, <c>sha256:&lt;digest&gt;@&lt;S3 version id&gt;</c>.</summary>
/// <param name="Sha256">Of the release's bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Version">S3's version id of the release's object.</param>
internal sealed record ReleasePin(string Sha256, string Version)
{
    /// <summary>The variable's name.</summary>
    public const string Variable = "COFFER_RELEASE";

    /// <summary>What stands there for the newest release: it pins none.</summary>
    public const string Latest = "latest";

    private const string Start = "sha256:";
    private const int DigestLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text is a digest as it is written here.</summary>
    public static bool IsDigest(ReadOnlySpan<char> text) => text.Length == DigestLength && !text.ContainsAnyExcept(HexDigits);

    /// <summary>The digest of bytes, as it is written here.</summary>
    public static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Reads a pin.</summary>
    /// <param name="text">The pin.</param>
    /// <param name="where">For the message: what has it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is none.</exception>
    public static ReleasePin Parse(string text, string where = Variable)
    {
        var at = Start.Length + DigestLength;
        if (!text.StartsWith(Start, StringComparison.Ordinal)
            || text.Length <= at
            || text[at] != '@'
            || !IsDigest(text.AsSpan(Start.Length, DigestLength)))
        {
            throw Bad(where, $"it is not sha256:<64 lower-case hexadecimal digits>@<S3 version id>, and not '{Latest}'");
        }

        var version = text[(at + 1)..];
        return VersionId.IsPinnable(version)
            ? new ReleasePin(text[Start.Length..at], version)
            : throw Bad(where, version is "" or VersionId.Unversioned
                ? "it has no S3 version id: the bucket kept no versions when the release was written"
                : "what follows the '@' is not the id of a version in S3");
    }

    /// <summary>The release that is these bytes, in this version of its object.</summary>
    public static ReleasePin Of(ReadOnlySpan<byte> content, string version) => new(DigestOf(content), version);

    /// <inheritdoc/>
    public override string ToString() => $"{Start}{Sha256}@{Version}";

    private static CofferException Bad(string where, string problem) => new(
        ErrorCode.Configuration,
        $"{where} cannot be used: {problem}",
        "take it as it is from Terraform's output 'container_environment', 'coffer push' or 'coffer status'");
}
