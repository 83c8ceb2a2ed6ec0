using Xunit;

namespace Coffer.Tfvars.Tests;

public sealed class HclRemovalTests
{
    public static TheoryData<string, string, string, string> Cases { get; } = EditCases.Read("""
        == the last one: api/a
        files = ["api/a"]
        --
        files = []
        == the last one and its trailing comma: api/a
        files = [ "api/a", ]
        --
        files = [ ]
        == the last one of a list with comments: api/a
        files = [ /* x */ "api/a" /* y */ ]
        --
        files = [ /* x */ /* y */ ]
        == the last line: api/a
        files = [
          "api/a" # the only one
        ]
        --
        files = [
        ]
        == every time it is listed: api/a
        files = ["api/a", "api/b", "api/a", "api/c", "api/a"]
        --
        files = ["api/b", "api/c"]
        == nothing else is left: api/a
        files = [
          "api/a",
          "api/a",
        ]
        --
        files = [
        ]
        == a line with its comment: api/b
        files = [
          "api/a", # first
          "api/b", # second
          "api/c"  # third
        ]
        --
        files = [
          "api/a", # first
          "api/c"  # third
        ]
        == a last line without comma: api/c
        files = [
          "api/a", # first
          "api/c"  # third
        ]
        --
        files = [
          "api/a" # first
        ]
        == the comment lines above stay: api/b
        files = [
          "api/a",
          # databases
          "api/b",
          "api/c",
        ]
        --
        files = [
          "api/a",
          # databases
          "api/c",
        ]
        == a comment of several lines at the end of its line: api/a
        files = [
          "api/a", /* once
            upon a time */
          "api/b",
        ]
        --
        files = [
          "api/b",
        ]
        == a comment before it on its line goes: api/b
        files = [ "api/a", /* b */ "api/b", "api/c" ]
        --
        files = [ "api/a", "api/c" ]
        == a comment after several on a line stays: api/b
        files = [
          "api/a", "api/b", # pair
          "api/c",
        ]
        --
        files = [
          "api/a", # pair
          "api/c",
        ]
        == a comment after the one on the bracket's line goes: api/a
        files = [ "api/a", # about a
                  "api/b" ]
        --
        files = [ "api/b" ]
        == a comment line after the one on the bracket's line stays: api/a
        files = [ "api/a",
                  # apart

                  "api/b" ]
        --
        files = [ 
                  # apart

                  "api/b" ]
        == the bracket's line keeps the comment above: api/b
        files = [
          "api/a", # first
          "api/b" ]
        --
        files = [
          "api/a" # first
         ]
        == commas first, in the middle: api/b
        files = [
            "api/a"
          , "api/b" # second
          , "api/c"
        ]
        --
        files = [
            "api/a"
          , "api/c"
        ]
        == commas first, at the end: api/b
        files = [
            "api/a" # first
          , "api/b" # second
        ]
        --
        files = [
            "api/a" # first
           # second
        ]
        == written with an escape: api/a
        files = ["api/\u0061", "\U00000061pi/a", "api/b"]
        --
        files = ["api/b"]
        == not listed: api/x
        files = [ "api/a" , /* odd */ ]
        --
        files = [ "api/a" , /* odd */ ]
        """);

    [Fact]
    public void The_table_is_whole() => Assert.Equal(19, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_is_taken_off(string name, string file, string before, string after)
    {
        Assert.NotEmpty(name);
        foreach ((var from, var to) in EditCases.Variants(before, after, TfvarsSyntax.Hcl))
        {
            Assert.Equal(to, EditCases.Without(from, file, TfvarsSyntax.Hcl));
        }
    }
}
