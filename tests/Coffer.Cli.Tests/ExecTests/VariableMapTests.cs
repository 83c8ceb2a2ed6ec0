using Coffer.Cli.Execution;
using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Cli.Tests.ExecTests;

public sealed class VariableMapTests
{
    private static readonly Dictionary<string, string> NoNames = [];

    [Fact]
    public void Each_secret_gets_its_variable() =>
        Assert.Equal(
            ["DB_PASSWORD=staging/api/db-password", "TLS_KEY=staging/api/tls/key", "token=staging/api/token"],
            Map(["staging/api/token", "staging/api/db-password", "staging/api/tls/key"]));

    [Fact]
    public void Nothing_maps_to_nothing() => Assert.Empty(Map([]));

    [Fact]
    public void Two_secrets_of_a_service_with_one_variable_are_an_error_even_with_overwrite()
    {
        string[] secrets = ["staging/api/db-password", "staging/api/db.password"];
        foreach (var overwrite in (bool[])[false, true])
        {
            var exception = Failures.Of(ErrorCode.Configuration, () => Map(secrets, overwrite: overwrite));
            Assert.Equal("'staging/api/db-password' and 'staging/api/db.password' would both set DB_PASSWORD", exception.Message);
            Assert.Equal("rename one, or say --as VARIABLE=db.password", exception.Hint);
        }
    }

    [Fact]
    public void Of_several_sources_the_later_wins_only_where_that_is_said()
    {
        string[] secrets = ["staging/shared/token", "staging/shared/other", "staging/api/token"];
        var exception = Failures.Of(ErrorCode.Configuration, () => Map(secrets));
        Assert.Equal("'staging/shared/token' and 'staging/api/token' would both set token", exception.Message);
        Assert.Contains("--overwrite", exception.Hint, StringComparison.Ordinal);
        Assert.Equal(["other=staging/shared/other", "token=staging/api/token"], Map(secrets, overwrite: true));
        Assert.Equal(
            ["token=production/api/token"],
            Map(["staging/api/token", "staging/web/token", "production/api/token"], overwrite: true));
    }

    [Fact]
    public void A_variable_can_be_said()
    {
        Assert.Equal(
            ["PGPASSWORD=staging/api/db-password"], Map(["staging/api/db-password"], names: new() { ["db-password"] = "PGPASSWORD" }));
        Assert.Equal(
            ["DB_PASSWORD=staging/api/db.password", "OLD=staging/api/db-password"],
            Map(["staging/api/db-password", "staging/api/db.password"], names: new() { ["db-password"] = "OLD" }));
    }

    [Fact]
    public void Saying_a_variable_can_collide_too()
    {
        var exception = Failures.Of(
            ErrorCode.Configuration, () => Map(["staging/api/a", "staging/api/b"], names: new() { ["b"] = "a" }));
        Assert.Equal("'staging/api/a' and 'staging/api/b' would both set a", exception.Message);
    }

    [Theory]
    [InlineData("staging/api/LD_PRELOAD", "LD_PRELOAD")]
    [InlineData("staging/api/ld-preload", "LD_PRELOAD")]
    [InlineData("staging/api/path", "path")]
    [InlineData("staging/api/node-options", "NODE_OPTIONS")]
    public void A_dangerous_name_is_refused_unless_it_is_allowed(string secret, string variable)
    {
        var exception = Failures.Of(ErrorCode.Configuration, () => Map([secret]));
        Assert.Equal($"'{secret}' would set {variable}, which changes how programs run", exception.Message);
        Assert.EndsWith($"--allow {variable}", exception.Hint, StringComparison.Ordinal);
        Assert.Equal([$"{variable}={secret}"], Map([secret], allowed: [variable]));
        Failures.Of(ErrorCode.Configuration, () => Map([secret], allowed: ["OTHER"]));
    }

    [Fact]
    public void A_dangerous_name_cannot_be_said_unless_it_is_allowed()
    {
        Failures.Of(ErrorCode.Configuration, () => Map(["staging/api/a"], names: new() { ["a"] = "BASH_ENV" }));
        Assert.Equal(["BASH_ENV=staging/api/a"], Map(["staging/api/a"], names: new() { ["a"] = "BASH_ENV" }, allowed: ["BASH_ENV"]));
        Assert.Equal(["API_PATH=staging/api/path"], Map(["staging/api/path"], names: new() { ["path"] = "API_PATH" }));
    }

    [Theory]
    [InlineData("DB_*", "staging/api/db-password", true)]
    [InlineData("API_KEY DB_PASSWORD", "staging/api/db-password", true)]
    [InlineData("API_KEY,DB_*", "staging/api/api-key", true)]
    [InlineData("*_PASSWORD", "staging/api/db-password", true)]
    [InlineData("D*_*WORD", "staging/api/db-password", true)]
    [InlineData("*", "staging/api/db-password", true)]
    [InlineData("DB_PASSWORD", "staging/api/db-passwords", false)]
    [InlineData("DB_", "staging/api/db-password", false)]
    [InlineData("db_password", "staging/api/db-password", false)]
    [InlineData("D*_X*", "staging/api/db-password", false)]
    [InlineData("API_*", "staging/api/ld-preload", false)]
    [InlineData("*", "staging/api/ld-preload", false)]
    [InlineData("LD_*", "staging/api/ld-preload", false)]
    [InlineData("LD_PRELOAD", "staging/api/ld-preload", true)]
    public void A_container_takes_the_variables_that_it_names(string taken, string secret, bool isTaken)
    {
        if (isTaken)
        {
            Assert.Single(Map([secret], taken: taken));
        }
        else
        {
            Failures.Of(ErrorCode.Configuration, () => Map([secret], taken: taken));
        }
    }

    [Fact]
    public void What_was_allowed_for_the_command_is_still_refused_by_the_container() =>
        Failures.Of(ErrorCode.Configuration, () => Map(["staging/api/ld-preload"], allowed: ["LD_PRELOAD"], taken: "DB_*"));

    [Theory]
    [InlineData(" ")]
    [InlineData(",")]
    [InlineData("DB-*")]
    [InlineData("DB_*;API_KEY")]
    [InlineData("^DB_.*$")]
    public void A_list_that_cannot_be_meant_is_refused(string taken) => Failures.Of(ErrorCode.Configuration, () => NameList.Parse(taken));

    private static IEnumerable<string> Map(
        string[] secrets, Dictionary<string, string>? names = null, string[]? allowed = null, bool overwrite = false,
        string? taken = null) =>
        VariableMap.Create(
            secrets.Select(SecretAddress.Parse),
            names ?? NoNames,
            (allowed ?? []).ToHashSet(),
            overwrite,
            taken is null ? null : NameList.Parse(taken))
            .Select(pair => $"{pair.Key}={pair.Value}");
}
