using Xunit;

namespace Coffer.Tfvars.Tests;

/// <summary>A list that two branches add to has each name on a line that ends with a comma.</summary>
public sealed class HclMergeTests
{
    [Theory]
    [InlineData("files = []\n", "files = [\n]\n")]
    [InlineData("files = [ ] # x\n", "files = [\n] # x\n")]
    [InlineData("files = [\"b\", \"a\"]\n", "files = [\n  \"b\",\n  \"a\",\n]\n")]
    [InlineData("files = [ \"a\", ]\n", "files = [\n  \"a\",\n]\n")]
    [InlineData("files = [\"a\",\n  \"b\"]\n", "files = [\n  \"a\",\n  \"b\",\n]\n")]
    [InlineData("files = [\n\t\"a\",\n\t\"b\" # of b\n]\n", "files = [\n\t\"a\",\n\t\"b\", # of b\n]\n")]
    [InlineData("files = [\n  \"a\",\n]\n", "files = [\n  \"a\",\n]\n")]
    [InlineData("files = [\n  # none yet\n]\n", "files = [\n  # none yet\n]\n")]
    [InlineData("files = [\"b\", /* of a? */ \"a\"]\n", "files = [\"b\", /* of a? */ \"a\"]\n")]
    public void Each_name_has_a_line(string before, string after)
    {
        var variants = EditCases.Variants(before, after, TfvarsSyntax.Hcl).ToList();
        Assert.Equal(6, variants.Count);
        Assert.All(variants, variant => Assert.Equal(variant.After, EditCases.ForMerges(variant.Before, TfvarsSyntax.Hcl)));
    }

    [Fact]
    public void Json_is_left_as_it_is()
    {
        const string Content = """{ "files": ["a", "b"] }""";
        Assert.Equal(Content, EditCases.ForMerges(Content, TfvarsSyntax.Json));
    }
}
