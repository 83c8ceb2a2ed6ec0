using Coffer.Core.Configuration;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using Xunit;

namespace Coffer.Core.Tests.Configuration;

public sealed class RuntimeSettingsTests
{
    [Fact]
    public void Nothing_is_set_by_itself() => Assert.Equal(new RuntimeSettings(null, null, null, null, null, null), From());

    [Fact]
    public void An_empty_variable_is_an_error() => Assert.All([.. CofferVariables.All, CofferVariables.ArticleBucket], name =>
        Assert.Equal($"{name} is set but empty", Failures.Of(ErrorCode.Configuration, () => From((name, ""))).Message));

    // The other variables are none of a container's.
    [Theory]
    [InlineData("COFFER_RELAESE", true)]
    [InlineData("COFFER_RELEAS", true)]
    [InlineData("COFFER_KEYS", true)]
    [InlineData("COFFER_", false)]
    [InlineData("COFFER_X", false)]
    [InlineData("COFFER_BIN", false)]
    [InlineData("COFFER_RELEASE", false)]
    [InlineData("COFFER_SAFE_DIRECTORY", false)]
    [InlineData("coffer_release", false)]
    [InlineData("COFFERS", false)]
    public void A_variable_that_is_nearly_a_known_one_is_refused(string name, bool refused)
    {
        if (refused)
        {
            Assert.StartsWith(
                name,
                Failures.Of(ErrorCode.Configuration, () => CofferVariables.RequireKnown(["PATH", name])).Message,
                StringComparison.Ordinal);
        }
        else
        {
            CofferVariables.RequireKnown(["PATH", name]);
        }
    }

    [Fact]
    public void Every_variable_is_read()
    {
        var settings = From(
            ("COFFER_BUCKET", "staging-secrets"), ("COFFER_ENVIRONMENT", "staging"), ("COFFER_SERVICE", "api"),
            ("COFFER_KEY", "arn:aws:kms:eu-west-1:1:key/a"), ("COFFER_BINDING", "none"),
            ("COFFER_RELEASE", $"sha256:{new string('a', 64)}@v1"));
        Assert.Equal("staging-secrets", settings.Bucket);
        Assert.Equal("staging", settings.Environment);
        Assert.Equal("api", settings.Service);
        Assert.Equal(["arn:aws:kms:eu-west-1:1:key/a"], settings.Keys!.Select(key => key.Text));
        Assert.Equal(Binding.None, settings.Binding);
        Assert.Equal(new ReleasePin(new string('a', 64), "v1"), settings.Release);
        Assert.Equal(Binding.Bound, From(("COFFER_BINDING", "bound")).Binding);
    }

    [Theory]
    [InlineData("ours", "theirs", "ours")]
    [InlineData(null, "theirs", "theirs")]
    [InlineData("ours", null, "ours")]
    [InlineData("ours", "", "ours")]
    public void The_bucket_may_be_told_as_in_the_article(string? ours, string? theirs, string? bucket) =>
        Assert.Equal(bucket, From(("COFFER_BUCKET", ours), ("SECRETS_BUCKET_NAME", theirs)).Bucket);

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a,b", "a|b")]
    [InlineData("a, b", "a|b")]
    [InlineData("a b", "a|b")]
    [InlineData(" a\tb\n", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData(",,a,,b,,", "a|b")]
    public void Keys_are_separated_by_commas_and_blanks(string value, string keys) =>
        Assert.Equal(keys.Split('|'), From(("COFFER_KEY", value)).Keys!.Select(key => key.Text));

    [Theory]
    [InlineData(",")]
    [InlineData(" ,\n")]
    public void A_list_of_no_keys_is_refused(string value)
    {
        var exception = Failures.Of(ErrorCode.Configuration, () => From(("COFFER_KEY", value)));
        Assert.Equal("COFFER_KEY names no key", exception.Message);
    }

    [Theory]
    [InlineData("BOUND")]
    [InlineData("true")]
    [InlineData(" none")]
    public void A_bad_binding_is_refused(string value)
    {
        var exception = Failures.Of(ErrorCode.Configuration, () => From(("COFFER_BINDING", value)));
        Assert.Equal("COFFER_BINDING is neither 'bound' nor 'none'", exception.Message);
    }

    [Theory]
    [InlineData("COFFER_ENVIRONMENT")]
    [InlineData("COFFER_SERVICE")]
    public void A_bad_segment_is_refused(string variable)
    {
        string[] bad = ["..", ".", ".a", "a/b", "a b", "a\n", "\u001b[2J", "/a"];
        Assert.All(bad, value =>
        {
            var exception = Failures.Of(ErrorCode.Configuration, () => From((variable, value)));
            Assert.StartsWith($"{variable} cannot be used: ", exception.Message, StringComparison.Ordinal);
        });
    }

    private static RuntimeSettings From(params (string Name, string? Value)[] variables) =>
        RuntimeSettings.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
