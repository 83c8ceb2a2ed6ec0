using Coffer.Cli.Tests.Processes;
using Coffer.Configuration.Loading;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Secrets without which a load fails, by the option and by the variable.</summary>
public sealed class RequireTests : IAsyncLifetime
{
    private SealedRepository repository = null!;

    public async ValueTask InitializeAsync()
    {
        repository = await SealedRepository.WithFaultsAsync("");
        await World.DeleteAsync(repository, SealedRepository.NameOf(2));
    }

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public void What_is_required_and_gone_fails_the_load_and_is_named()
    {
        using (World.Build(repository, options => options.Require.Add(SealedRepository.NameOf(1))) as IDisposable)
        {
        }

        var failure = Assert.Throws<CofferException>(() => World.Build(repository, options =>
        {
            options.Require.Add(SealedRepository.NameOf(1));
            options.Require.Add(SealedRepository.NameOf(2));
        }));
        Assert.Equal(ErrorCode.NotFound, failure.Code);
        Assert.Contains($"has no '{SealedRepository.NameOf(2)}', and it is required", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api", true)]
    [InlineData(null, true)]
    [InlineData("web", false)]
    public void The_variable_is_of_the_service_that_the_variables_name(string? service, bool counts)
    {
        var variables = new Dictionary<string, string?> { ["COFFER_REQUIRE"] = SealedRepository.NameOf(2), ["COFFER_SERVICE"] = service };
        var options = new CofferOptions();
        World.Point(repository, options);
        using var access = new SecretAccess(options, variables.GetValueOrDefault);
        using var origin = access.Origin();
        Assert.Equal(counts ? [SealedRepository.NameOf(2)] : [], origin.Required.Names);
    }
}
