using Coffer.Core.Model;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed class EncryptionContextTests
{
    private static readonly SecretAddress Address = SecretAddress.Parse("staging/api/tls/server.key");

    [Fact]
    public void A_binding_is_the_three_parts_of_the_address() =>
        Assert.Equal(
            [
                new KeyValuePair<string, string>("environment", "staging"),
                new KeyValuePair<string, string>("service", "api"),
                new KeyValuePair<string, string>("secret", "tls/server.key"),
            ],
            EncryptionContext.For(Address, Binding.Bound));

    [Fact]
    public void Without_a_binding_there_is_no_context() => Assert.Empty(EncryptionContext.For(Address, Binding.None));

    [Fact]
    public void Two_addresses_never_have_one_context()
    {
        string Of(string address) => EncryptionContext.ToShorthand(EncryptionContext.For(SecretAddress.Parse(address), Binding.Bound));

        string[] addresses = ["staging/api/a", "staging/api/a/b", "staging/web/a", "production/api/a", "staging/api/A", "staging/api/b/a"];
        Assert.Equal(6, addresses.Select(Of).Distinct().Count());
    }

    [Fact]
    public void The_shorthand_is_that_of_the_AWS_command_line()
    {
        Assert.Equal(
            "environment=staging,service=api,secret=tls/server.key",
            EncryptionContext.ToShorthand(EncryptionContext.For(Address, Binding.Bound)));
        Assert.Equal("", EncryptionContext.ToShorthand([]));
    }
}
