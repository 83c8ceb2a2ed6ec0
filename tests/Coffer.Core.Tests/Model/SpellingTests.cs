using Coffer.Core.Model;
using Xunit;

namespace Coffer.Core.Tests.Model;

/// <summary>Which names are near a word, and near a pattern with stars.</summary>
public sealed class SpellingTests
{
    private static readonly string[] Known = ["staging/api/db-password", "staging/api/token", "staging/web/token", "staging", "set"];

    [Theory]
    [InlineData("staging/api/tokem", "staging/api/token")]
    [InlineData("staging/apj/token", "staging/api/token")]
    [InlineData("stagin", "staging")]
    [InlineData("staging/api/nothing", "")]
    [InlineData("s", "")]
    [InlineData("sett", "set")]
    [InlineData("staging/api/dbx*", "staging/api/db-password")]
    [InlineData("staging/*/toke", "staging/api/token staging/web/token")]
    [InlineData("stagin/*/t?ken", "staging/api/token staging/web/token")]
    [InlineData("staging/api/zzzz*", "")]
    public void Near_is(string word, string expected) => Assert.Equal(expected, string.Join(' ', Spelling.Near(word, Known)));
}
