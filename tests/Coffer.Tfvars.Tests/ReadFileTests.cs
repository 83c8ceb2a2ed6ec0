using System.Text;
using Xunit;

namespace Coffer.Tfvars.Tests;

public sealed class ReadFileTests
{
    // Each attribute is one that Terraform accepts, and none of them is the list.
    public static TheoryData<string> Attributes { get; } =
    [
        "x = 1.5e+3 # files = [",
        "x = <<EOT\nfiles = [\n  EOT // no\n${\"]\"} EOT\nEOT",
        "x = <<-E-T\n  $${ %%{ $ %\n  E-T ",
        "x = <<EOT\n${<<IN\nEOT\nIN\n}\nEOT",
        "x = <<EOT\nfiles = [\n\u3000EOT\u00A0",
        "x = \"$${ files = [\"",
        "x = \"$$${ files = [\"",
        "x = \"%%{ %% $\"",
        "x = \"${\n1\n}\"",
        "x = \"${~ \"a}\" ~} files = [\"",
        "x = \"%{ if true }[%{ else }]%{ endif }\"",
        "x = \"\\\" files = [ \\\\\"",
        "x = {\n  files = [\"no\"]\n  \"files\" : [\"no\"],\n}",
        "x = [\n  {files = [\"no\"]},\n  # ]\n  [\"]\"], /* ] */\n]",
        "x = (\n1 +\n2)",
        "x = -1 * (2 % 3) / 4 >= 5 && !false || 6 != 7 ? 8 : 9",
        "x = [for k, v in {a = 1} : \"${k}\" if v > 0]",
        "x = {for k, v in {a = 1} : k => v...}",
        "x = [[1], [2]][*][0]",
        "x = [{a = 1}].*.a",
        "x = /*\n*/ 1 /* files = [ */",
        "# files = [\nx = 1",
        "// files = [\nx = 1",
        "/* files = [\n*/ x = 1",
        "é-1_x = 1",
        "x = max(1, [2, 3]...)",
        "x = provider::a::b(1)",
    ];

    [Fact]
    public void The_table_is_whole() => Assert.Equal(27, Attributes.Count);

    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_attribute_ends_where_terraform_ends_it(string attribute)
    {
        foreach (var newline in (string[])["\n", "\r\n"])
        {
            var content = $"{attribute}\n".Replace("\n", newline, StringComparison.Ordinal);
            Assert.Null(FilesList.Parse(Encoding.UTF8.GetBytes(content), TfvarsSyntax.Hcl));
            Assert.Equal(["api/a"], EditCases.Parse($"{content}files = [\"api/a\"]", TfvarsSyntax.Hcl).Files);
            Assert.Equal(["api/a"], EditCases.Parse($"files=[\"api/a\"]#{newline}{content}", TfvarsSyntax.Hcl).Files);
        }
    }

    [Fact]
    public void Values_are_read_as_terraform_reads_them()
    {
        string[] expected = ["a\n\r\t\"\\", "é", "\U0001F600", "${x}", "%{x}", "$$", "$${x}"];
        const string Hcl = """
            files = ["a\n\r\t\"\\", "\u00e9", "\U0001F600", "$${x}", "%%{x}", "$$", "$$${x}"]
            """;
        const string Json = """
            {"files": ["a\n\r\t\"\\", "\u00e9", "\ud83d\ude00", "${x}", "%{x}", "$$", "$${x}"]}
            """;
        Assert.Equal(expected, EditCases.Parse(Hcl, TfvarsSyntax.Hcl).Files);
        Assert.Equal(expected, EditCases.Parse(Json, TfvarsSyntax.Json).Files);
    }

    [Fact]
    public void A_file_without_the_list_is_left_alone()
    {
        Assert.Null(FilesList.Parse(ReadOnlyMemory<byte>.Empty, TfvarsSyntax.Hcl));
        Assert.Null(FilesList.Parse("\uFEFF"u8.ToArray(), TfvarsSyntax.Hcl));
        Assert.Null(FilesList.Parse("profiles = [\"a\"]\nfiles2 = []\nFiles = []"u8.ToArray(), TfvarsSyntax.Hcl));
        Assert.Null(FilesList.Parse("{\"x\": {\"files\": []}, \"//\": \"files\"}"u8.ToArray(), TfvarsSyntax.Json));
    }
}
