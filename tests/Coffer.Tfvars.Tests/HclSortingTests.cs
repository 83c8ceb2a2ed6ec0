using Xunit;

namespace Coffer.Tfvars.Tests;

/// <summary>A list is put in order where each comment surely belongs to one name.</summary>
public sealed class HclSortingTests
{
    [Theory]
    [InlineData("files = [\"b\", \"a\"]\n", "files = [\"a\", \"b\"]\n")]
    [InlineData("files = [\n  # of b\n  \"b\",\n  \"a\",\n]\n", "files = [\n  \"a\",\n  # of b\n  \"b\",\n]\n")]
    [InlineData("files = [\n  \"b\", # of b\n  \"a\"\n]\n", "files = [\n  \"a\",\n  \"b\", # of b\n]\n")]
    [InlineData("files = [\"b\", /* of a? */ \"a\"]\n", "files = [\"b\", /* of a? */ \"a\"]\n")]
    public void A_comment_stays_with_its_name(string before, string after) =>
        Assert.Equal(after, EditCases.InOrder(before, TfvarsSyntax.Hcl));
}
