using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using Coffer.Core.UseCases.Loading;
using Xunit;

namespace Coffer.Core.Tests.UseCases.Loading;

public sealed class BucketSourceTests
{
    private readonly MemoryStore store = new();

    [Fact]
    public async Task Only_the_services_secrets_are_listed()
    {
        foreach (var key in (string[])["api/a", "api/tls/key", "api-2/a", "ap", "web/a", "api/.coffer/release.json", "api/tls/.coffer/x"])
        {
            store[key] = [1];
        }

        store["api/"] = [];
        store["api/folder/"] = [];
        Assert.Equal(["staging/api/a", "staging/api/tls/key"], await Listed());
    }

    [Theory]
    [InlineData("api//a", "an empty segment")]
    [InlineData("api/../web/a", "the segment '..'")]
    [InlineData("api/.hidden", "starts with a dot")]
    [InlineData("api/a b", "a character other than")]
    [InlineData("api/a\u001b[2J", "a character other than")]
    [InlineData("api/full/", "an empty segment")]
    public async Task A_key_that_is_no_name_is_refused(string key, string reason)
    {
        store[key] = [1];
        var exception = await Failures.OfAsync(ErrorCode.Malformed, Listed);
        Assert.StartsWith(
            $"s3://bucket/{AddressGrammar.Printable(key)} is not the name of a secret: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_read_by_its_key()
    {
        store["api/tls/key"] = [1, 2];
        Assert.Equal([1, 2], await Source().ReadAsync(SecretAddress.Parse("staging/api/tls/key"), TestContext.Current.CancellationToken));
        Assert.Equal("s3://bucket/api", Source().Description);
        Assert.Equal(("staging", "api"), (Source().Environment, Source().Service));
    }

    private BucketSource Source() => new(store, "bucket", "staging", "api");

    private async Task<List<string>> Listed()
    {
        List<string> listed = [];
        await foreach (var address in Source().ListAsync(TestContext.Current.CancellationToken))
        {
            listed.Add(address.ToString());
        }

        return listed;
    }
}
