using System.Xml.Linq;
using Xunit;

namespace Coffer.Core.Tests.Architecture;

public sealed class ArrowTests
{
    // As docs/architecture.md draws them.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Coffer.Tfvars"] = [],
        ["Coffer.Core"] = ["Coffer.Tfvars"],
        ["Coffer.Iam"] = [],
        ["Coffer.Aws"] = ["Coffer.Core"],
        ["Coffer.Configuration"] = ["Coffer.Aws"],
        ["Coffer.Cli"] = ["Coffer.Aws", "Coffer.Iam"],
        ["Coffer.LocalAws"] = ["Coffer.Iam"],
        ["Coffer.LocalAws.Testing"] = ["Coffer.LocalAws"],
    };

    private static readonly string Source = Path.Combine(DocumentationTests.Root, "src");

    [Fact]
    public void Every_project_is_known() =>
        Assert.Equal(
            Arrows.Keys.Order(),
            Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void Projects_refer_to_those_below_them_and_to_no_others() => Assert.All(Arrows, arrow =>
        Assert.Equal(arrow.Value, Items(arrow.Key, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Order()));

    [Theory]
    [InlineData("Coffer.Core", "BouncyCastle.Cryptography")]
    [InlineData("Coffer.Iam")]
    [InlineData("Coffer.Tfvars")]
    public void What_is_at_the_bottom_needs_no_package_but_what_the_base_class_library_lacks(string project, params string[] packages) =>
        Assert.Equal(packages, Items(project, "PackageReference"));

    [Fact]
    public void Only_one_project_knows_the_SDK() => Assert.Equal(
        ["Coffer.Aws"],
        Arrows.Keys.Where(project => Items(project, "PackageReference").Any(name => name.StartsWith("AWSSDK", StringComparison.Ordinal))));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(
            Path.Combine(Source, project, $"{project}.csproj")).Descendants(kind).Select(item => (string)item.Attribute("Include")!);
}
