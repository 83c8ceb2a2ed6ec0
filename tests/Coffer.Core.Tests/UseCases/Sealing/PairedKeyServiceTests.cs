using System.Collections.Concurrent;
using Coffer.Core.Formats.Pairs;
using Coffer.Core.Model;
using Coffer.Core.Ports;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Loading;
using Coffer.Core.UseCases.Sealing;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Sealing;

public sealed class PairedKeyServiceTests : IDisposable
{
    private static readonly SecretAddress Address = new("staging", "api", "db-password");
    private static readonly SealingPolicy Policy =
        new([KeyName.Parse("alias/secrets", "test")], Binding.None, FormatChoice.Service);

    private readonly FakeKms kms = new();
    private readonly FakePairs pairs = new();
    private readonly PairedKeyService keys;

    public PairedKeyServiceTests() => keys = new PairedKeyService(() => kms, pairs);

    public void Dispose()
    {
        keys.Dispose();
        pairs.Dispose();
    }

    [Fact]
    public async Task Whatever_the_number_of_secrets_KMS_opens_one_private_key()
    {
        const int Secrets = 500;
        pairs.Add();
        var opened = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Secrets), Cancellation, async (number, stop) =>
        {
            var address = Address with { Name = $"name-{number}" };
            using var value = SecretValue.CopyOf(BitConverter.GetBytes(number));
            var file = await keys.SealAsync(address, value, Policy, stop);
            using var again = await keys.OpenAsync(address, file, Policy, stop);
            opened.Add(BitConverter.ToInt32(again.Reveal()));
        });
        Assert.Equal(Enumerable.Range(0, Secrets), opened.Order());
        Assert.Equal(["staging/api/.coffer/private-key"], kms.Opened);
    }

    [Fact]
    public async Task After_an_interrupted_rotation_both_pairs_open_and_a_third_does_not()
    {
        pairs.Add();
        var old = await SealAsync();
        pairs.Add();
        var now = await SealAsync();
        Assert.Equal("value", await OpenAsync(old));
        Assert.Equal("value", await OpenAsync(now));
        Assert.Equal(2, kms.Opened.Count);

        pairs.Add();
        var third = await SealAsync();
        pairs.Forget(2);
        var refused = await Failures.OfAsync(ErrorCode.Malformed, () => OpenAsync(third));
        Assert.StartsWith(
            "'staging/api/db-password' cannot be opened: it is sealed for another key pair", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_about_what_breaks_the_format()
    {
        pairs.Add();
        var file = await SealAsync();
        byte[][] broken = [file[..8], file[..1181], [.. file[..7], 2, .. file[8..]], [.. file[..13], 9, .. file[14..]]];
        foreach (var one in broken)
        {
            await Failures.OfAsync(ErrorCode.Malformed, () => OpenAsync(one));
        }

        Assert.Equal(4, broken.Length);
        Assert.Empty(kms.Opened);
    }

    [Fact]
    public async Task What_KMS_refuses_is_said_once_for_all_secrets()
    {
        pairs.Add();
        var file = await SealAsync();
        kms.OnOpen = () => throw new CofferException(ErrorCode.Denied, "denied");
        var failure = await Failures.OfAsync(ErrorCode.Denied, () => SecretLoader.LoadAsync(
            Enumerable.Range(0, 20).Select(number => Address with { Name = $"name-{number}" }),
            _ => new OneFile(file),
            _ => (keys, Policy),
            Cancellation));
        Assert.Equal("denied", failure.Message);
        Assert.Single(kms.Opened);
    }

    [Fact]
    public async Task What_is_no_seed_is_refused()
    {
        pairs.Add();
        var file = await SealAsync();
        kms.Answer = new byte[31];
        var refused = await Failures.OfAsync(ErrorCode.Malformed, () => OpenAsync(file));
        Assert.StartsWith("'staging/api/.coffer/private-key' is no private key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_pair_sealed_is_left_to_KMS()
    {
        using var value = SecretValue.CopyOf("value"u8);
        var file = await keys.SealAsync(Address, value, Policy with { Format = FormatChoice.Auto }, Cancellation);
        Assert.Equal("sealed by KMS"u8.ToArray(), file);
        kms.Answer = "opened by KMS"u8.ToArray();
        Assert.Equal("opened by KMS", await OpenAsync("sealed by KMS"u8.ToArray()));
        Assert.Equal(["staging/api/db-password"], kms.Opened);
    }

    [Fact]
    public async Task From_a_bucket_without_a_pin_nothing_of_this_format_opens()
    {
        var store = new MemoryStore();
        pairs.Add();
        store["api/db-password"] = await SealAsync();
        var source = new BucketSource(store, "bucket", "staging", "api");
        using var origin = SecretOrigin.Of(source, kms, Policy);
        var refused = await Failures.OfAsync(
            ErrorCode.Configuration,
            async () => await origin.Keys.OpenAsync(Address, await source.ReadAsync(Address, Cancellation), Policy, Cancellation));
        Assert.Contains("opens from a bucket through a pinned release only", refused.Message, StringComparison.Ordinal);
        Assert.Contains("COFFER_RELEASE", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(kms.Opened);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<byte[]> SealAsync()
    {
        using var value = SecretValue.CopyOf("value"u8);
        return await keys.SealAsync(Address, value, Policy, Cancellation);
    }

    private async Task<string> OpenAsync(byte[] file)
    {
        using var value = await keys.OpenAsync(Address, file, Policy, Cancellation);
        return System.Text.Encoding.UTF8.GetString(value.Reveal());
    }

    // A "sealed" seed is the seed itself.
    private sealed class FakeKms : IKeyService
    {
        public ConcurrentQueue<string> Opened { get; } = new();

        public Action OnOpen { get; set; } = () => { };

        public byte[]? Answer { get; set; }

        public Task<byte[]> SealAsync(
            SecretAddress address, SecretValue value, SealingPolicy policy, CancellationToken cancellation) =>
            Task.FromResult("sealed by KMS"u8.ToArray());

        public async Task<SecretValue> OpenAsync(
            SecretAddress address, ReadOnlyMemory<byte> ciphertext, SealingPolicy policy, CancellationToken cancellation)
        {
            Opened.Enqueue(address.ToString());
            await Task.Yield();
            OnOpen();
            return SecretValue.CopyOf(Answer ?? ciphertext.Span);
        }
    }

    private sealed class FakePairs : IKeyPairs, IDisposable
    {
        private readonly List<SecretValue> seeds = [];

        public void Add() => seeds.Add(PrivateKey.NewSeed());

        public void Forget(int at) => seeds.RemoveAt(at);

        public PublicKey PublicKeyOf(SecretAddress address, string? keyId)
        {
            using var key = PrivateKey.Of(seeds[^1]);
            return key.Public;
        }

        public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>(
                [.. seeds.Select(seed => (ReadOnlyMemory<byte>)seed.Reveal().ToArray())]);

        public void Dispose() => seeds.ForEach(seed => seed.Dispose());
    }

    private sealed class OneFile(byte[] file) : ISecretSource
    {
        public string Description => "a file";

        public string Environment => "staging";

        public string Service => "api";

        public IAsyncEnumerable<SecretAddress> ListAsync(CancellationToken cancellation) => AsyncEnumerable.Empty<SecretAddress>();

        public Task<byte[]> ReadAsync(SecretAddress address, CancellationToken cancellation) => Task.FromResult(file);

        public Task<IReadOnlyList<ReadOnlyMemory<byte>>> SeedsOfAsync(SecretAddress address, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
