using Xunit;

namespace Coffer.LocalAws.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void It_runs() => Assert.Equal(4, int.Parse("4", System.Globalization.CultureInfo.InvariantCulture));
}
