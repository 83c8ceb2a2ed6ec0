using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed class VariableNameTests
{
    private static readonly Gen<string> SecretNames = Gen.Select(
        Gen.OneOfConst("a", "B", "0", "_", "-"),
        Gen.OneOfConst("a", "B", "0", "_", "-", ".", "/x").Array[0, 8],
        (head, tail) => head + string.Concat(tail));

    [Theory]
    [InlineData("db-password", "DB_PASSWORD")]
    [InlineData("tls/server.key", "TLS_SERVER_KEY")]
    [InlineData("DB_PASSWORD", "DB_PASSWORD")]
    [InlineData("db_password", "db_password")]
    [InlineData("DbPassword", "DbPassword")]
    [InlineData("Db-Password", "DB_PASSWORD")]
    [InlineData("_", "_")]
    [InlineData("-", "_")]
    [InlineData("a", "a")]
    [InlineData("a.b", "A_B")]
    [InlineData("a--b", "A__B")]
    [InlineData("2fa", "_2FA")]
    [InlineData("0", "_0")]
    [InlineData("2fa-seed", "_2FA_SEED")]
    [InlineData("Kestrel__Certificates", "Kestrel__Certificates")]
    public void A_secret_has_its_variable(string secret, string variable) => Assert.Equal(variable, VariableName.For(secret));

    [Fact]
    public void The_variable_is_valid_and_mapping_it_again_changes_nothing() =>
        SecretNames.Sample(
            name =>
            {
                var variable = VariableName.For(name);
                Assert.Matches(@"\A[A-Za-z_][A-Za-z0-9_]*\z", variable);
                Assert.Equal(variable, VariableName.For(variable));
                Assert.Equal(variable, VariableName.Require("--as", variable));
                Assert.Equal(VariableName.IsValid(name), variable == name);
            },
            iter: 50_000);

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("A-B")]
    [InlineData("A B")]
    [InlineData("A=B")]
    [InlineData("A\0")]
    [InlineData("A\n")]
    [InlineData("\u00c4")]
    [InlineData("\u0661")]
    [InlineData("\uff21")]
    public void What_no_shell_takes_is_no_name(string name)
    {
        Assert.False(VariableName.IsValid(name));
        Failures.Of(ErrorCode.Usage, () => VariableName.Require("--as", name));
    }
}
