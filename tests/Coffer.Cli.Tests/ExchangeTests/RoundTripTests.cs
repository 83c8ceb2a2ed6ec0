using System.Text;
using Coffer.Cli.Exchange;
using Coffer.Core.Model;
using Xunit;

namespace Coffer.Cli.Tests.ExchangeTests;

/// <summary>What <c>export</c> writes, <c>import</c> reads: each name and each byte, in every format.</summary>
public sealed class RoundTripTests
{
    private const int Sets = 1000;

    [NativeTheory]
    [InlineData("dotenv")]
    [InlineData("json")]
    [InlineData("yaml")]
    public void A_thousand_random_sets_come_back_to_the_byte(string name)
    {
        var format = ExchangeFormats.Parse(name);
        var sets = 0;
        var values = 0;
        for (; sets < Sets; sets++)
        {
            var set = new RandomValues(sets).Set(textOnly: format == ExchangeFormat.Dotenv);
            var back = ThroughAFile(format, set);
            Assert.True(set.Keys.SequenceEqual(back.Keys.Order(StringComparer.Ordinal)), $"set {sets}: the names differ");
            foreach ((var key, var value) in set)
            {
                Assert.True(value.AsSpan().SequenceEqual(back[key]), $"set {sets}: {Shown(value)} became {Shown(back[key])}");
                values++;
            }
        }

        Assert.Equal(1000, sets);
        Assert.True(values > 3 * Sets, "the sets are too small");
    }

    // Every character once in a while is not every character: here each of the first 0x3000, and some beyond, at each place of a value.
    [NativeTheory]
    [InlineData("dotenv")]
    [InlineData("json")]
    [InlineData("yaml")]
    public void Every_character_comes_back_wherever_it_stands(string name)
    {
        var format = ExchangeFormats.Parse(name);
        var tried = 0;
        int[] others = [0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x1f511, 0x10ffff];
        foreach (var code in Enumerable.Range(1, 0x3000).Concat(others))
        {
            var c = new Rune(code).ToString();
            string[] values = [c, $"a{c}", $"{c}a", $"a{c}b", $"a\n{c}", $"{c}\na", $"a\n{c}\nb\n", $"a {c}", $"'{c}\"", $"\\{c}", $"${c}"];
            var set = new SortedDictionary<string, byte[]>(
                values.Select((value, i) => (value, i)).ToDictionary(one => $"N{one.i:00}", one => Encoding.UTF8.GetBytes(one.value)),
                StringComparer.Ordinal);
            var back = ThroughAFile(format, set);
            foreach ((var key, var value) in set)
            {
                Assert.True(value.AsSpan().SequenceEqual(back[key]), $"{Shown(value)} became {Shown(back[key])}");
                tried++;
            }
        }

        Assert.Equal(11 * (0x3000 + 9), tried);
    }

    private static Dictionary<string, byte[]> ThroughAFile(ExchangeFormat format, SortedDictionary<string, byte[]> set)
    {
        var prefix = new SecretPrefix("staging", "api");
        using var text = new SecretBuffer();
        ExportText.Write(
            text, format, [.. set.Select(one => (new SecretAddress("staging", "api", one.Key), one.Key, SecretValue.CopyOf(one.Value)))]);
        using var entries = format.Read(text.Written);
        var items =
            ImportMap.Of(entries.All, prefix, new ImportNames([], null, false), [], format == ExchangeFormat.Dotenv);
        return items.ToDictionary(item => prefix.NameOf(item.Address), item => item.Entry.Value.Reveal().ToArray());
    }

    private static string Shown(byte[] value) => Convert.ToHexStringLower(value);
}
