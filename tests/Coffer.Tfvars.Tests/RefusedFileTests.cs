using System.Text;
using Xunit;

namespace Coffer.Tfvars.Tests;

public sealed class RefusedFileTests
{
    public static TheoryData<string, int, int> Hcl { get; } = new()
    {
        { "files = [\"S3CRET\", var.S3CRET]", 1, 20 },
        { "files = [\"${S3CRET}\"]", 1, 10 },
        { "files = [\"%{if true}S3CRET%{endif}\"]", 1, 10 },
        { "files = [upper(\"S3CRET\")]", 1, 10 },
        { "files = [1]", 1, 10 },
        { "files = [[\"S3CRET\"]]", 1, 10 },
        { "files = [{}]", 1, 10 },
        { "files = [(\"S3CRET\")]", 1, 10 },
        { "files = [\n  <<EOT\nS3CRET\nEOT\n]", 2, 3 },
        { "files = [for f in [\"S3CRET\"] : f]", 1, 10 },
        { "files = [\"S3CRET\" + 1]", 1, 19 },
        { "files = \"S3CRET\"", 1, 9 },
        { "files = null", 1, 9 },
        { "files = {}", 1, 9 },
        { "files = ([\"S3CRET\"])", 1, 9 },
        { "files = [\"S3CRET\"][0]", 1, 19 },
        { "files = [\"S3CRET\"] == []", 1, 20 },
        { "files = [] x = 1", 1, 12 },
        { "files = [] /*\n*/ x = 1", 2, 4 },
        { "files = []\nx = 1\nfiles = []", 3, 1 },
        { "x = \"S3CRET\"\nx = 2", 2, 1 },
        { "\"files\" = []", 1, 1 },
        { "files [\"S3CRET\"]", 1, 7 },
        { "files {\n}", 1, 7 },
        { "files = [\"S3CRET\" \"b\"]", 1, 19 },
        { "files = [\"S3CRET\"\n\"b\"]", 2, 1 },
        { "files = [,]", 1, 10 },
        { "files = [\"S3CRET\",,]", 1, 19 },
        { "files = [\"S3CRET\"", 1, 9 },
        { "files = [\"S3CRET\"}", 1, 18 },
        { "files = [\"S3CRET\n\"]", 1, 10 },
        { "files = [\"S3CRET\\q\"]", 1, 17 },
        { "files = [\"\\u12\"]", 1, 11 },
        { "files = [\"\\ud83d\\ude00\"]", 1, 11 },
        { "files = [\"\\U00110000\"]", 1, 11 },
        { "files =\n[]", 1, 8 },
        { "files", 1, 6 },
        { "files = [] ]", 1, 12 },
        { "x = 1 y = 2", 1, 7 },
        { "x = 1; files = []", 1, 6 },
        { "x = 1\rfiles = []\n", 1, 6 },
        { "x = \"a\rb\"", 1, 5 },
        { "x = \nfiles = []", 1, 5 },
        { "x = 1 +\n2", 1, 8 },
        { "x = true ?\n1 : 2", 1, 11 },
        { "x = * 2", 1, 5 },
        { "x = 1 ! 2", 1, 7 },
        { "x = a {\n}", 1, 7 },
        { "x = 5.\n", 1, 7 },
        { "x = (\nfiles = []", 1, 5 },
        { "x = [(])", 1, 7 },
        { "x = [~}", 1, 6 },
        { "x = \"${ [ }\"", 1, 11 },
        { "x = \"${\"", 1, 8 },
        { "x = <<EOT\nS3CRET\nEOT", 1, 5 },
        { "x = <<EOT S3CRET\nEOT\n", 1, 5 },
        { "x = <<\"EOT\"\nS3CRET\nEOT\n", 1, 5 },
        { "x = <<EOT\nS3CRET\r\r\nEOT\n", 2, 7 },
        { "x = <<EOT\nS3CRET\n\rEOT\nEOT\n", 3, 1 },
        { "/* S3CRET", 1, 1 },
        { "é = 'S3CRET'", 1, 5 },
        { "}", 1, 1 },
    };

    public static TheoryData<string, int, int> Json { get; } = new()
    {
        { "", 1, 1 },
        { "[]", 1, 1 },
        { "\"S3CRET\"", 1, 1 },
        { "\uFEFF{\"files\": []}", 1, 1 },
        { "{\"files\": [\"S3CRET\",]}", 1, 21 },
        { "{\"files\": [\"S3CRET\"] // no\n}", 1, 22 },
        { "{\"files\": [\"S3CRET\", 1]}", 1, 22 },
        { "{\"files\": [\n  null]}", 2, 3 },
        { "{\"files\": [[\"S3CRET\"]]}", 1, 12 },
        { "{\"files\": [{}]}", 1, 12 },
        { "{\"files\": \"S3CRET\"}", 1, 11 },
        { "{\"files\": {}}", 1, 11 },
        { "{\"files\": [],\n \"fil\\u0065s\": []}", 2, 2 },
        { "{\"x\": 1, \"x\": \"S3CRET\"}", 1, 10 },
        { "{\"files\": [\"\\ud800\"]}", 1, 12 },
        { "{\"files\": [\"S3CRET\"]", 1, 21 },
        { "{\"files\": []} S3CRET", 1, 15 },
        { "{\"x\": \"S3CRET\\q\"}", 1, 15 },
    };

    [Fact]
    public void The_tables_are_whole() => Assert.Equal((62, 18), (Hcl.Count, Json.Count));

    [Theory]
    [MemberData(nameof(Hcl))]
    public void Hcl_is_refused_with_its_place(string content, int line, int column) =>
        Refuses(Encoding.UTF8.GetBytes(content), TfvarsSyntax.Hcl, line, column);

    [Theory]
    [MemberData(nameof(Json))]
    public void Json_is_refused_with_its_place(string content, int line, int column) =>
        Refuses(Encoding.UTF8.GetBytes(content), TfvarsSyntax.Json, line, column);

    [Fact]
    public void Invalid_utf8_is_refused_with_its_place()
    {
        Refuses([.. "x = 1\n# "u8, 0xFF], TfvarsSyntax.Hcl, 2, 3);
        Refuses([.. "{\"x\": \""u8, 0xC3, 0x28], TfvarsSyntax.Json, 1, 8);
    }

    [Fact]
    public void Endless_nesting_is_refused()
    {
        Fails(Encoding.UTF8.GetBytes("x = " + string.Concat(Enumerable.Repeat("\"${", 100_000))), TfvarsSyntax.Hcl);
        Fails(Encoding.UTF8.GetBytes("x = " + new string('[', 100_000)), TfvarsSyntax.Hcl);
        Fails(Encoding.UTF8.GetBytes("{\"x\": " + new string('[', 100_000)), TfvarsSyntax.Json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("api/a\"")]
    [InlineData("api/${a}")]
    [InlineData("api/\u212A")]
    public void A_name_that_needs_escaping_is_not_listed(string file) =>
        Assert.Throws<ArgumentException>(() => EditCases.With("files = []", file, TfvarsSyntax.Hcl));

    private static void Refuses(byte[] content, TfvarsSyntax syntax, int line, int column)
    {
        var exception = Fails(content, syntax);
        Assert.StartsWith($"line {line}, column {column}: expected ", exception.Message, StringComparison.Ordinal);
    }

    private static TfvarsException Fails(byte[] content, TfvarsSyntax syntax)
    {
        var exception = Assert.Throws<TfvarsException>(() => FilesList.Parse(content, syntax));
        Assert.DoesNotContain("S3CRET", exception.ToString(), StringComparison.Ordinal);
        return exception;
    }
}
