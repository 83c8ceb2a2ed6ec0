using Coffer.Core.Model;
using Xunit;

namespace Coffer.Core.Tests.Model;

/// <summary>What an address, a folder or a pattern means: as a whole address, and as a place that secrets are below.</summary>
public sealed class AddressPatternTests
{
    private const string Token = "staging/api/token";
    private const string Key = "staging/api/tls/server.key";

    [Theory]
    [InlineData("staging/api/token", Token, true, true)]
    [InlineData("staging/api/token/", Token, false, true)]
    [InlineData("staging/api", Token, false, true)]
    [InlineData("staging/api/", Token, true, true)]
    [InlineData("staging/", Token, true, true)]
    [InlineData("staging", Token, false, true)]
    [InlineData("staging/ap", Token, false, false)]
    [InlineData("staging/api/tok", Token, false, false)]
    [InlineData("staging/api/tok*", Token, true, true)]
    [InlineData("staging/api/*", Token, true, true)]
    [InlineData("staging/api/*", Key, false, true)]
    [InlineData("staging/api/*/", Key, true, true)]
    [InlineData("staging/api/*/", Token, false, true)]
    [InlineData("staging/*", Token, false, true)]
    [InlineData("staging/*/token", Token, true, true)]
    [InlineData("*/*/token", Token, true, true)]
    [InlineData("*/token", Token, false, false)]
    [InlineData("**/token", Token, true, true)]
    [InlineData("**", Key, true, true)]
    [InlineData("staging/**", Key, true, true)]
    [InlineData("staging/**/server.key", Key, true, true)]
    [InlineData("staging/**/api/**/server.*", Key, true, true)]
    [InlineData("staging/**/tls", Key, false, true)]
    [InlineData("staging/api/t?ken", Token, true, true)]
    [InlineData("staging/api/t?oken", Token, false, false)]
    [InlineData("staging/api/*en*", Token, true, true)]
    [InlineData("staging/api/TOKEN", Token, false, false)]
    [InlineData("staging/api/T*", Token, false, false)]
    public void It_means(string typed, string address, bool isAddress, bool isPlace)
    {
        var pattern = AddressPattern.Parse(typed);
        Assert.True(SecretAddress.TryParse(address, out var parsed, out _));
        Assert.Equal((isAddress, isPlace), (pattern.IsAddressOf(parsed), pattern.IsPlaceOf(parsed)));
        Assert.Equal(typed, pattern.ToString());
    }

    [Theory]
    [InlineData("staging/api", true)]
    [InlineData("staging", true)]
    [InlineData("staging/*", true)]
    [InlineData("staging/**", true)]
    [InlineData("staging/api/*", false)]
    [InlineData("staging/*/*", false)]
    [InlineData("staging/api/**/private-key", false)]
    public void What_begins_with_a_dot_is_no_stars_business(string typed, bool isPlace) =>
        Assert.Equal(isPlace, AddressPattern.Parse(typed).IsPlaceOf("staging/api/.coffer/private-key"));

    [Theory]
    [InlineData("staging/api", "staging/api", "token", false)]
    [InlineData("staging/api/", "staging/api", "token", true)]
    [InlineData("staging/api/*", "staging/api", "token", true)]
    [InlineData("staging/*/token", "staging", "api/token", true)]
    [InlineData("*/api/token", "", Token, true)]
    [InlineData(Token, Token, "", false)]
    public void It_has_a_base(string typed, string expected, string name, bool isMany)
    {
        var pattern = AddressPattern.Parse(typed);
        Assert.Equal((expected, isMany), (pattern.Base, pattern.IsMany));
        Assert.Equal(name, pattern.NameOf(SecretAddress.Parse(Token)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/staging/*")]
    [InlineData("staging//*")]
    [InlineData("staging/../*")]
    [InlineData("staging/.*")]
    [InlineData("staging/api/a b*")]
    [InlineData("staging/api/[ab]")]
    public void It_is_none(string typed) =>
        Assert.Equal(ErrorCode.Usage, Assert.Throws<CofferException>(() => AddressPattern.Parse(typed)).Code);
}
