using System.Text;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Tests.Formats.Releases;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Loading;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Loading;

public sealed class ReleaseSourceTests
{
    private const string Key = "api/.coffer/release.json";

    private readonly MemoryStore store = new();

    [Fact]
    public async Task One_read_gives_names_and_ciphertexts_to_all_who_ask_at_once()
    {
        var source = Source(Write(Encoding.UTF8.GetBytes(Samples.Written)));
        var names = await source.ListAsync(Cancellation).Select(address => address.Name).ToListAsync(Cancellation);
        Assert.Equal(["0", "C", "Z", "_x", "a", "a-b", "a.b", "a/b", "a_b", "ab"], names);
        var contents = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Read(source, "0"), Cancellation)));
        Assert.All(contents, content => Assert.Equal([0xfb, 0xff], content));
        Assert.Equal((1, 0), (store.Reads, store.Lists));
        Assert.Equal(("staging", "api", "the release of s3://bucket/api"), (source.Environment, source.Service, source.Description));
    }

    [Fact]
    public async Task Every_byte_changed_is_refused_by_the_digest()
    {
        var content = Encoding.UTF8.GetBytes(Samples.Written);
        var digest = ReleasePin.DigestOf(content);
        for (var at = 0; at < content.Length; at++)
        {
            var changed = content.ToArray();
            changed[at] ^= 1;
            var pin = Write(changed) with { Sha256 = digest };
            var exception = await Failures.OfAsync(ErrorCode.Malformed, () => Read(Source(pin), "0"));
            Assert.EndsWith("is not the one that COFFER_RELEASE pins: its SHA-256 differs", exception.Message, StringComparison.Ordinal);
        }

        Assert.InRange(content.Length, 400, 1000);
        Assert.Equal(content.Length, store.Reads);
    }

    [Fact]
    public async Task An_older_version_stays_readable_and_is_none_of_the_newer()
    {
        var old = Write(Encoding.UTF8.GetBytes(Samples.Written));
        var now = Write(ReleaseWriter.Write(new Release("staging", "api", new Dictionary<string, ReleaseEntry>())).ToArray());
        Assert.Equal([0], await Read(Source(old), "C"));
        await Failures.OfAsync(ErrorCode.Malformed, () => Read(Source(now with { Version = old.Version }), "C"));
        await Failures.OfAsync(ErrorCode.NotFound, () => Read(Source(now with { Version = "v9" }), "C"));
        var missing = await Failures.OfAsync(ErrorCode.NotFound, () => Read(Source(now), "C"));
        Assert.StartsWith(
            "'staging/api/C' is not in the release s3://bucket/api/.coffer/release.json (version 'v2')",
            missing.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_secret_is_the_version_that_the_release_names_and_no_other()
    {
        store["api/large"] = [1, 2, 3];
        var pin = Write(Large("v1", [1, 2, 3]));
        store["api/large"] = [4, 5, 6];
        Assert.Equal([1, 2, 3], await Read(Source(pin), "large"));

        var swapped = await Failures.OfAsync(ErrorCode.Malformed, () => Read(Source(Write(Large("v2", [1, 2, 3]))), "large"));
        Assert.StartsWith(
            "s3://bucket/api/large (version 'v2') is not what the release s3://bucket", swapped.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorCode.NotFound, () => Read(Source(Write(Large("v3", [1, 2, 3]))), "large"));
    }

    [Fact]
    public async Task A_large_secret_waits_in_its_place_and_one_that_was_swapped_loses_it()
    {
        store["api/large"] = [1, 2, 3];
        store["api/large"] = [4, 5, 6];
        var places = new FakePlaces();
        var address = SecretAddress.Parse("staging/api/large");
        var content = await Source(Write(Large("v1", [1, 2, 3]))).ReadAsync(address, places, Cancellation);
        Assert.Empty(content.Bytes);
        Assert.Equal([1, 2, 3], content.Look(bytes => bytes.ToArray()));

        var swapped = Source(Write(Large("v2", [1, 2, 3])));
        await Failures.OfAsync(ErrorCode.Malformed, () => swapped.ReadAsync(address, places, Cancellation));
        Assert.Equal([false, true], places.Made.Select(place => place.IsDisposed));
    }

    [Fact]
    public async Task The_newest_one_is_kept_and_read_again_only_when_it_has_changed()
    {
        var newest = new NewestRelease();
        ReleaseSource Next() => new(store, "bucket", "staging", "api", pin: null, newest);
        Write(Encoding.UTF8.GetBytes(Samples.Written));
        Assert.Equal([0], await Read(Next(), "C"));
        Assert.Equal([0], await Read(Next(), "C"));
        Assert.Equal(1, store.Reads);
        Write(ReleaseWriter.Write(new Release("staging", "api", new Dictionary<string, ReleaseEntry>())).ToArray());
        await Failures.OfAsync(ErrorCode.NotFound, () => Read(Next(), "C"));
        Assert.Equal(2, store.Reads);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static byte[] Large(string version, byte[] content) => ReleaseWriter.Write(new Release(
        "staging", "api", new Dictionary<string, ReleaseEntry>
        {
            ["large"] = new StoredEntry(ReleasePin.DigestOf(content), version),
        })).ToArray();

    private static Task<byte[]> Read(ReleaseSource source, string name) =>
        source.ReadAsync(SecretAddress.Parse($"staging/api/{name}"), Cancellation);

    private ReleaseSource Source(ReleasePin pin) => new(store, "bucket", "staging", "api", pin);

    private ReleasePin Write(byte[] content)
    {
        store[Key] = content;
        return ReleasePin.Of(content, $"v{store.VersionsOf(Key)}");
    }
}
