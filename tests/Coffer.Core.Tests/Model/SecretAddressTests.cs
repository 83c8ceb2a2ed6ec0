using System.Text;
using System.Text.RegularExpressions;
using Coffer.Core.Model;
using Coffer.Core.Tests.Support;
using CsCheck;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed partial class SecretAddressTests
{
    public static TheoryData<string, string> Bad { get; } = new()
    {
        { "", "an empty segment" },
        { "staging", "no service and no name" },
        { "staging/api", "no name after the service" },
        { "staging/api/", "an empty segment" },
        { "staging//name", "an empty segment" },
        { "/staging/api/name", "an absolute path" },
        { "/", "an absolute path" },
        { "C:/api/name", "an absolute path" },
        { "staging/../name", "the segment '..'" },
        { "staging/api/..", "the segment '..'" },
        { "staging/api/./name", "the segment '.'" },
        { "./api/name", "the segment '.'" },
        { "staging/api/.hidden", "'.hidden' starts with a dot" },
        { "staging/.git/config", "'.git' starts with a dot" },
        { "staging/api/...", "'...' starts with a dot" },
        { "staging/api/a b", "'a b' has a character other than" },
        { "staging/api/a\\b", "'a\\b' has a character other than" },
        { "staging/api/a:b", "'a:b' has a character other than" },
        { "staging/api/a=b", "'a=b' has a character other than" },
        { "staging/api/a,b", "'a,b' has a character other than" },
        { "staging/api/a*", "'a*' has a character other than" },
        { "staging/api/$HOME", "'$HOME' has a character other than" },
        { "staging/api/~", "'~' has a character other than" },
        { "staging/api/a\n", "'a?' has a character other than" },
        { "staging/api/\u001b[31m", "'?[31m' has a character other than" },
        { "staging/api/a\0", "'a?' has a character other than" },
        { "staging/api/\u00e9", "'\u00e9' has a character other than" },
        { "staging/api/\uff21", "'\uff21' has a character other than" },
        { "staging/api/\u0661", "'\u0661' has a character other than" },
    };

    public static TheoryData<string, string, string, string> Good { get; } = new()
    {
        { "staging/api/db-password", "staging", "api", "db-password" },
        { "staging/api/tls/server.key", "staging", "api", "tls/server.key" },
        { "a/b/c", "a", "b", "c" },
        { "-/_/0", "-", "_", "0" },
        { "s/a/a..b", "s", "a", "a..b" },
        { "s/a/--help", "s", "a", "--help" },
        { "S/A/B/c/D/e", "S", "A", "B/c/D/e" },
        { "0/1/2.", "0", "1", "2." },
    };

    // Strings near the grammar, so that many are accepted and many just miss it.
    private static readonly Gen<string> NearlyAddresses = Gen.OneOf(
        Gen.OneOfConst(
            "a", "api", "tls", "-", "_", "0", "Z", ".", "..", ".a", "a.", "/", "/", "/", " ", "\n", "\0", "\\", ":", "\u00e9").Array[0, 9]
            .Select(string.Concat),
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 6], Gen.Char.Array[0, 2], (head, tail) => $"a/b/{new string(head)}{new string(tail)}"));

    [Fact]
    public void The_tables_are_whole()
    {
        Assert.Equal(29, Bad.Count);
        Assert.Equal(8, Good.Count);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_address_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(SecretAddress.TryParse(text, out var address, out var problem));
        Assert.Null(address);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        var exception = Failures.Of(ErrorCode.Usage, () => SecretAddress.Parse(text));

        // What was typed in the place of an address may be a value: it is not repeated.
        Assert.StartsWith("what is given is not the address of a secret: ", exception.Message, StringComparison.Ordinal);
        Assert.True(
            text.Length < 5 || !exception.Message.Contains(AddressGrammar.Printable(text), StringComparison.Ordinal), exception.Message);
        Assert.Contains("<environment>/<service>/<name>", exception.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_address_is_taken_apart(string text, string environment, string service, string name)
    {
        var address = SecretAddress.Parse(text);
        Assert.Equal(new SecretAddress(environment, service, name), address);
        Assert.Equal(text, address.ToString());
        Assert.Equal($"{service}/{name}", address.Key);
        Assert.True(SecretAddress.TryFromKey(environment, address.Key, out var fromKey, out _));
        Assert.Equal(address, fromKey);
    }

    [Fact]
    public void A_key_cannot_change_its_environment() =>
        Assert.All(
            (string[])["../production/api/name", "/production/api/name", "", "api", "api/../../production/x/y"],
            key => Assert.False(SecretAddress.TryFromKey("staging", key, out _, out _), key));

    [Fact]
    public void What_is_accepted_matches_the_grammar_and_round_trips()
    {
        const int Texts = 100_000;
        var accepted = 0;
        var refused = 0;
        NearlyAddresses.Sample(
            text =>
            {
                var parsed = SecretAddress.TryParse(text, out var address, out _);
                Assert.Equal(Grammar().IsMatch(text) && Encoding.UTF8.GetByteCount(text) <= 900, parsed);
                Assert.Equal(parsed ? text : null, address?.ToString());
                _ = parsed ? Interlocked.Increment(ref accepted) : Interlocked.Increment(ref refused);
            },
            iter: Texts);
        Assert.Equal(Texts, accepted + refused);
        Assert.InRange(accepted, Texts / 100, Texts);
        Assert.InRange(refused, Texts / 10, Texts);
    }

    [Fact]
    public void An_accepted_address_never_leaves_the_root()
    {
        const string Root = "/srv/secrets";
        NearlyAddresses.Sample(
            text =>
            {
                if (SecretAddress.TryParse(text, out var address, out _))
                {
                    var path = Path.GetFullPath(Path.Combine(Root, address.ToString()));
                    Assert.Equal($"{Root}/{text}", path);
                }
            },
            iter: 50_000);
    }

    [Fact]
    public void At_most_900_bytes_are_taken()
    {
        var longest = $"staging/api/{new string('n', 900 - 12)}";
        Assert.True(SecretAddress.TryParse(longest, out _, out _));
        Assert.False(SecretAddress.TryParse($"{longest}n", out _, out var problem));
        Assert.Equal("it is longer than 900 bytes", problem);
    }

    [Fact]
    public void Bytes_are_counted_and_not_characters()
    {
        // 450 characters, 900 bytes and then 902: both are wrong, the second for its length.
        Assert.Contains("a character other", AddressGrammar.PathProblem(new string('\u00e9', 450)), StringComparison.Ordinal);
        Assert.Equal("it is longer than 900 bytes", AddressGrammar.PathProblem(new string('\u00e9', 451)));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){2,}\z")]
    private static partial Regex Grammar();
}
