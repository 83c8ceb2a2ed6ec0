using Xunit;

namespace Coffer.Tfvars.Tests;

public sealed class HclInsertionTests
{
    public static TheoryData<string, string, string, string> Cases { get; } = EditCases.Read("""
        == the article's file: api/tls-key
        # staging.tfvars
        files = [ "api/encrypted-password" ]
        --
        # staging.tfvars
        files = [ "api/encrypted-password", "api/tls-key" ]
        == first on a line: api/a
        files = ["api/b"]
        --
        files = ["api/a", "api/b"]
        == in the middle of a line without blanks: api/b
        files=["api/a","api/c"]
        --
        files=["api/a","api/b","api/c"]
        == into an empty list: api/a
        files = []
        --
        files = ["api/a"]
        == into a list that holds a blank: api/a
        files = [ ]
        --
        files = [ "api/a" ]
        == into a list that holds a comment: api/a
        files = [ /* none */ ]
        --
        files = [ "api/a" /* none */ ]
        == into an empty list of two lines: api/a
        files = [
        ]
        --
        files = [
          "api/a",
        ]
        == below a comment in an empty list: api/a
        files = [ # the secrets
            # none yet
        ]
        --
        files = [ # the secrets
            # none yet
            "api/a",
        ]
        == into an empty list whose bracket shares its line: api/a
        files = [ # none
          /* yet */ ]
        --
        files = [ "api/a" # none
          /* yet */ ]
        == trailing comma on one line: api/b
        files = [ "api/a", ]
        --
        files = [ "api/a", "api/b", ]
        == comment before a trailing comma: api/b
        files = [ "api/a" /* a */, ]
        --
        files = [ "api/a" /* a */, "api/b", ]
        == comment after a trailing comma: api/b
        files = [ "api/a", /* end */ ]
        --
        files = [ "api/a", "api/b", /* end */ ]
        == comment before the closing bracket: api/b
        files = [ "api/a" /* a */ ]
        --
        files = [ "api/a" /* a */, "api/b" ]
        == comment before an element on its line: api/b
        files = [ "api/a", /* c */ "api/c" ]
        --
        files = [ "api/a", "api/b", /* c */ "api/c" ]
        == last line with trailing comma: api/c
        files = [
          "api/a",
          "api/b",
        ]
        --
        files = [
          "api/a",
          "api/b",
          "api/c",
        ]
        == last line without trailing comma: api/c
        files = [
          "api/a",
          "api/b"
        ]
        --
        files = [
          "api/a",
          "api/b",
          "api/c"
        ]
        == last line with a comment and no comma: api/b
        files = [
          "api/a" # first
        ]
        --
        files = [
          "api/a", # first
          "api/b"
        ]
        == last line before a comment line: api/c
        files = [
        	"api/a",
        	"api/b", // second
        	# more below
        ]
        --
        files = [
        	"api/a",
        	"api/b", // second
        	"api/c",
        	# more below
        ]
        == between lines: api/b
        files = [
            "api/a",   # first
            "api/c"
        ]
        --
        files = [
            "api/a",   # first
            "api/b",
            "api/c"
        ]
        == above the comment of the next line: api/b
        files = [
          "api/a",
          # the third
          /* of them */
          "api/c",
        ]
        --
        files = [
          "api/a",
          "api/b",
          # the third
          /* of them */
          "api/c",
        ]
        == below a comment that stands apart: api/a
        files = [
          # sorted, please

          "api/b",
        ]
        --
        files = [
          # sorted, please

          "api/a",
          "api/b",
        ]
        == bracket on the last line: api/c
        files = [
          "api/a",
          "api/b" ]
        --
        files = [
          "api/a",
          "api/b",
          "api/c" ]
        == before the only line, bracket on it: api/a
        files = [
          "api/b" ]
        --
        files = [
          "api/a",
          "api/b" ]
        == brackets on the outer lines: api/a
        files = [ "api/b",
                  "api/c" ]
        --
        files = [ "api/a",
                  "api/b",
                  "api/c" ]
        == several on a line, at its start: api/b
        files = [
          "api/a",
          "api/c", "api/d",
        ]
        --
        files = [
          "api/a",
          "api/b", "api/c", "api/d",
        ]
        == several on a line, at its end: api/e
        files = [
          "api/a", "api/b",
          "api/c", "api/d" # more
        ]
        --
        files = [
          "api/a", "api/b",
          "api/c", "api/d", "api/e" # more
        ]
        == several on a line below a comment: api/b
        files = [
          "api/a",
          # pair
          "api/c", "api/d",
        ]
        --
        files = [
          "api/a",
          "api/b",
          # pair
          "api/c", "api/d",
        ]
        == commas first, at the start: api/a
        files = [
            "api/b"
          , "api/c"
        ]
        --
        files = [
            "api/a"
          , "api/b"
          , "api/c"
        ]
        == commas first, at the end: api/d
        files = [
            "api/b"
          , "api/c"
        ]
        --
        files = [
            "api/b"
          , "api/c"
          , "api/d"
        ]
        == an unsorted list keeps its order: api/b
        files = ["api/z", "api/a", "api/c"]
        --
        files = ["api/b", "api/z", "api/a", "api/c"]
        == capitals sort first: api/B
        files = [
          "api/a",
        ]
        --
        files = [
          "api/B",
          "api/a",
        ]
        == an escape is one character: api/b
        files = ["api/\u0061", "api/c"] # api/a, in disguise
        --
        files = ["api/\u0061", "api/b", "api/c"] # api/a, in disguise
        == an empty line between neighbours: api/b
        files = [
          "api/a",

          "api/c",
        ]
        --
        files = [
          "api/a",

          "api/b",
          "api/c",
        ]
        """);

    [Fact]
    public void The_table_is_whole() => Assert.Equal(33, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_is_listed_and_taken_off_again(string name, string file, string before, string after)
    {
        Assert.NotEmpty(name);
        foreach ((var from, var to) in EditCases.Variants(before, after, TfvarsSyntax.Hcl))
        {
            Assert.Equal(to, EditCases.With(from, file, TfvarsSyntax.Hcl));
            Assert.Equal(to, EditCases.With(to, file, TfvarsSyntax.Hcl));
            Assert.Equal(from, EditCases.Without(to, file, TfvarsSyntax.Hcl));
            Assert.Equal(from, EditCases.Without(from, file, TfvarsSyntax.Hcl));
        }
    }
}
