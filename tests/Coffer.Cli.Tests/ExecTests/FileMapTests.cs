using Coffer.Cli.Execution;
using Coffer.Core.Model;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

public sealed class FileMapTests
{
    [Fact]
    public void A_file_has_the_name_of_its_secret()
    {
        var map = FileMap.Create(
            All("staging/api/a", "staging/api/tls/server.key"), overwrite: false);
        Assert.Equal(["a", "tls/server.key"], map.Keys);
        Assert.Equal("staging/api/tls/server.key", map["tls/server.key"].ToString());
    }

    [Fact]
    public void Two_sources_with_one_name_are_refused_unless_the_later_may_win()
    {
        var both = All("staging/common/token", "staging/api/token");
        var refused = Assert.Throws<CofferException>(() => FileMap.Create(both, overwrite: false));
        Assert.Equal(ErrorCode.Configuration, refused.Code);
        Assert.Equal("staging/api/token", FileMap.Create(both, overwrite: true)["token"].ToString());
    }

    [Theory]
    [InlineData("staging/api/a", "staging/api/a/b")]
    [InlineData("staging/api/a/b/c", "staging/web/a")]
    [InlineData("staging/web/a/b/c", "staging/api/a/b")]
    public void A_file_is_no_folder(string one, string other)
    {
        var refused = Assert.Throws<CofferException>(() => FileMap.Create(All(one, other), overwrite: true));
        Assert.Equal(ErrorCode.Configuration, refused.Code);
        Assert.Contains(one, refused.Message, StringComparison.Ordinal);
        Assert.Contains(other, refused.Message, StringComparison.Ordinal);
    }

    private static SecretAddress[] All(params IEnumerable<string> addresses) => [.. addresses.Select(SecretAddress.Parse)];
}
