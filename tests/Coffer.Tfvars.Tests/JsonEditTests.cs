using Xunit;

namespace Coffer.Tfvars.Tests;

public sealed class JsonEditTests
{
    public static TheoryData<string, string, string, string> Cases { get; } = EditCases.Read("""
        == alone in the file: api/b
        {"files":["api/a"]}
        --
        {"files":["api/a", "api/b"]}
        == into an empty list: api/a
        {"x": {"files": ["no"]}, "files": [], "y": "files"}
        --
        {"x": {"files": ["no"]}, "files": ["api/a"], "y": "files"}
        == a list that holds a blank: api/a
        { "files": [ ] }
        --
        { "files": [ "api/a" ] }
        == an empty list of two lines: api/a
        {
            "files": [
            ]
        }
        --
        {
            "files": [
                "api/a"
            ]
        }
        == at the end of lines: api/c
        {
          "files": [
            "api/a",
            "api/b"
          ]
        }
        --
        {
          "files": [
            "api/a",
            "api/b",
            "api/c"
          ]
        }
        == at the start of lines: api/a
        {
          "files": [
            "api/b"
          ], "last": [1, {"a": null}]
        }
        --
        {
          "files": [
            "api/a",
            "api/b"
          ], "last": [1, {"a": null}]
        }
        == between elements of one line: api/b
        {"files": [ "api/a", "api/c" ]}
        --
        {"files": [ "api/a", "api/b", "api/c" ]}
        == an escaped slash and an escaped name: api/b
        {"\u0066iles": ["api\/a", "\u0061pi/c"]}
        --
        {"\u0066iles": ["api\/a", "api/b", "\u0061pi/c"]}
        == nothing is a template here: api/b
        {"files": ["${api}", "api/c"]}
        --
        {"files": ["${api}", "api/b", "api/c"]}
        """);

    [Fact]
    public void The_table_is_whole() => Assert.Equal(9, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_is_listed_and_taken_off_again(string name, string file, string before, string after)
    {
        Assert.NotEmpty(name);
        foreach ((var from, var to) in EditCases.Variants(before, after, TfvarsSyntax.Json))
        {
            Assert.Equal(to, EditCases.With(from, file, TfvarsSyntax.Json));
            Assert.Equal(to, EditCases.With(to, file, TfvarsSyntax.Json));
            Assert.Equal(from, EditCases.Without(to, file, TfvarsSyntax.Json));
            Assert.Equal(from, EditCases.Without(from, file, TfvarsSyntax.Json));
        }
    }

    [Fact]
    public void Every_occurrence_is_taken_off() => Assert.Equal(
        """{"files": ["api/b"]}""",
        EditCases.Without("""{"files": ["api/a", "api/b", "\u0061pi\/a"]}""", "api/a", TfvarsSyntax.Json));
}
