using Coffer.Core.Formats.Releases;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Formats.Releases;

public sealed class ReleasePinTests
{
    private const string Start = "sha256:" + Samples.Digest;

    [Theory]
    [InlineData("3HL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY")]
    [InlineData("L4kqtJlcpXroDTDmpUMLUo")]
    [InlineData("a@b")]
    [InlineData("5f1b1a36-5f5f-4b0e-8d9d-111111111111")]
    public void What_is_printed_is_read(string version)
    {
        var pin = new ReleasePin(Samples.Digest, version);
        Assert.Equal($"{Start}@{version}", pin.ToString());
        Assert.Equal(pin, ReleasePin.Parse(pin.ToString()));
    }

    [Fact]
    public void A_pin_is_of_bytes() => Assert.Equal(
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad@v", ReleasePin.Of("abc"u8, "v").ToString());

    [Theory]
    [InlineData("latest", "it is not sha256:")]
    [InlineData("sha256:", "it is not sha256:")]
    [InlineData(Start, "it is not sha256:")]
    [InlineData(Start + " @v", "it is not sha256:")]
    [InlineData(Start + "0@v", "it is not sha256:")]
    [InlineData(" " + Start + "@v", "it is not sha256:")]
    [InlineData("SHA256:" + Samples.Digest + "@v", "it is not sha256:")]
    [InlineData("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef@v", "it is not sha256:")]
    [InlineData("sha256:" + "123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef@v", "it is not sha256:")]
    [InlineData(Start + "@", "it has no S3 version id")]
    [InlineData(Start + "@null", "it has no S3 version id")]
    [InlineData(Start + "@v ", "what follows the '@' is not the id of a version in S3")]
    [InlineData(Start + "@v\n", "what follows the '@' is not the id of a version in S3")]
    [InlineData(Start + "@\"v\"", "what follows the '@' is not the id of a version in S3")]
    [InlineData(Start + "@ü", "what follows the '@' is not the id of a version in S3")]
    [InlineData(Start + "@a&b", "what follows the '@' is not the id of a version in S3")]
    public void What_is_none_is_refused(string text, string reason)
    {
        var exception = Failures.Of(ErrorCode.Configuration, () => ReleasePin.Parse(text));
        Assert.StartsWith($"COFFER_RELEASE cannot be used: {reason}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_id_has_up_to_1024_bytes()
    {
        Assert.True(VersionId.IsPinnable(new string('a', 1024)));
        Assert.False(VersionId.IsPinnable(new string('a', 1025)));
        Assert.False(VersionId.IsPinnable(null));
    }

    [Theory]
    [InlineData("api/.coffer/release.json", "api")]
    [InlineData("api/x/.coffer/release.json", null)]
    [InlineData("/.coffer/release.json", "")]
    [InlineData(".coffer/release.json", null)]
    [InlineData("api/.coffer/release.json/", null)]
    [InlineData("api/release.json", null)]
    public void A_release_has_its_object(string key, string? service)
    {
        Assert.Equal(service, Release.ServiceOf(key));
        Assert.Equal("api/.coffer/release.json", Release.KeyOf("api"));
    }
}
