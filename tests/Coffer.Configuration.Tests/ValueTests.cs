using System.Text;
using Coffer.Cli.Tests.Processes;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Values that become several keys, or no text.</summary>
public sealed class ValueTests
{
    private const string Json = """
        { "host": "db", "port": 5432, "tls": true, "none": null, "pools": ["a", { "size": 2 }], "empty": {}, "list": [] }
        """;

    [Fact]
    public async Task JSON_becomes_what_the_JSON_provider_makes_of_it()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        await World.PutAsync(repository, "database", Json);
        await World.PutAsync(repository, "text", "{curly}".Replace("{", "(", StringComparison.Ordinal));
        var root = World.Build(repository, options => options.ExpandJson = true);
        using var owned = root as IDisposable;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "database": {{Json}} }"""));
        var expected = new ConfigurationBuilder().AddJsonStream(stream).Build();
        Assert.Equal(
            expected.GetSection("database").AsEnumerable().Where(pair => pair.Value is not null).OrderBy(pair => pair.Key),
            root.GetSection("database").AsEnumerable().Where(pair => pair.Value is not null).OrderBy(pair => pair.Key));
        Assert.Equal("2", root["database:pools:1:size"]);
        Assert.Equal("(curly}", root["text"]);
        Assert.Equal(SealedRepository.ValueOf(1), root[SealedRepository.NameOf(1)]);
    }

    [Fact]
    public async Task JSON_stays_a_text_unless_it_is_asked_for()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        await World.PutAsync(repository, "database", Json);
        var root = World.Build(repository);
        using var owned = root as IDisposable;
        Assert.Equal(Json, root["database"]);
    }

    [Theory]
    [InlineData("database", "{ \"a\": canary-31 }", ErrorCode.Malformed, "'staging/api/database' cannot be expanded")]
    [InlineData("database", "{ \"a\": 1, \"A\": 2 }", ErrorCode.Malformed, "'staging/api/database' cannot be expanded")]
    [InlineData("database", "{ \"\": 1 }", ErrorCode.Malformed, "'staging/api/database' cannot be expanded")]
    [InlineData("database", "{ \"a\": 1 }", ErrorCode.Configuration, "would both be the key 'database:a'")]
    public async Task JSON_that_cannot_be_keys_is_told_without_its_text(string name, string value, ErrorCode code, string said)
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        await World.PutAsync(repository, name, value);
        await World.PutAsync(repository, "database/a", "1");
        var failure = Assert.Throws<CofferException>(() => World.Build(repository, options => options.ExpandJson = true));
        Assert.Equal(code, failure.Code);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-31", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_text_becomes_base64_where_it_may()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("");
        byte[] keystore = [0, 255, 1, 254];
        await World.PutAsync(repository, "tls/keystore.p12", keystore);
        var root = World.Build(repository, options => options.BinaryAsBase64 = true);
        using var owned = root as IDisposable;
        Assert.Equal(Convert.ToBase64String(keystore), root["tls:keystore.p12"]);
        Assert.Equal(SealedRepository.ValueOf(1), root[SealedRepository.NameOf(1)]);
    }
}
