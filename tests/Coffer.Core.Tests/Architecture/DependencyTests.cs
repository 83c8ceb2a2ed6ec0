using Xunit;

namespace Coffer.Core.Tests.Architecture;

public sealed class DependencyTests
{
    private static readonly string[] References =
        [.. typeof(CofferException).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];

    [Fact]
    public void The_core_needs_nothing_but_the_base_class_library_the_editor_below_it_and_what_that_library_lacks()
    {
        Assert.InRange(References.Length, 5, 100);
        Assert.Contains("System.Text.Json", References);
        Assert.Equal(
            ["BouncyCastle.Cryptography", "Coffer.Tfvars"],
            References.Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("System.Console")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Diagnostics.Process")]
    public void The_core_has_no_terminal_no_network_and_no_processes(string assembly) => Assert.DoesNotContain(assembly, References);
}
