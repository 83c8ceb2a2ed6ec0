using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed class SecretValueTests
{
    private const string Canary = "canary-7f3a91";

    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Fact]
    public void The_value_comes_out_by_revealing_it()
    {
        using var value = SecretValue.CopyOf("canary-7f3a91"u8);
        Assert.Equal("canary-7f3a91"u8, value.Reveal());
        Assert.Equal(13, value.Length);
    }

    [Fact]
    public void No_way_of_formatting_shows_it()
    {
        using var value = SecretValue.CopyOf("canary-7f3a91"u8);
        var holder = new Holder("db-password", value);
        string[] shown =
        [
            value.ToString(),
            $"{value}",
            $"{value,20}",
            string.Format(CultureInfo.InvariantCulture, "{0:x}", value),
            string.Concat("a", value),
            holder.ToString(),
            new InvalidOperationException($"cannot open {value}").ToString(),
        ];
        Assert.Equal(7, shown.Length);
        Assert.Equal("***", shown[0]);
        Assert.All(
            new Func<string>[]
            {
                () => JsonSerializer.Serialize(value),
                () => JsonSerializer.Serialize(holder),
                () => JsonSerializer.Serialize(new { value }),
                () => JsonSerializer.Serialize(value, WithFields),
            },
            serialize => Assert.Throws<NotSupportedException>(serialize));

        // Bytes in a serialised object are base64 or numbers; 99, 97, 110 are the first three of them.
        string[] forms = [Canary, Convert.ToBase64String("canary-7f3a91"u8), "99,97,110", Convert.ToHexString("canary-7f3a91"u8)];
        Assert.All(shown, text => Assert.All(forms, form => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Disposing_leaves_zeroes_in_memory()
    {
        var value = SecretValue.CopyOf("canary-7f3a91"u8);
        var memory = value.Reveal();
        Assert.Equal("canary-7f3a91"u8, memory);
        value.Dispose();
        Assert.Equal(new byte[13], memory);
    }

    [Fact]
    public void A_disposed_value_is_of_no_use()
    {
        using var other = SecretValue.CopyOf("x"u8);
        var value = SecretValue.CopyOf("x"u8);
        value.Dispose();
        value.Dispose();
        Assert.Throws<ObjectDisposedException>(() => value.Reveal().Length);
        Assert.Throws<ObjectDisposedException>(() => value.FixedTimeEquals(other));
        Assert.Throws<ObjectDisposedException>(() => other.FixedTimeEquals(value));
        Assert.Equal("***", value.ToString());
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "ab", false)]
    [InlineData("", "a", false)]
    public void Values_are_compared_by_content(string one, string other, bool same)
    {
        using var left = SecretValue.CopyOf(Encoding.UTF8.GetBytes(one));
        using var right = SecretValue.CopyOf(Encoding.UTF8.GetBytes(other));
        Assert.Equal(same, left.FixedTimeEquals(right));
        Assert.False(left.Equals(right));
    }

    [Fact]
    public void A_copy_is_a_value_of_its_own()
    {
        byte[] original = [1, 2, 3];
        using var value = SecretValue.CopyOf(original);
        Array.Clear(original);
        Assert.Equal([1, 2, 3], value.Reveal().ToArray());
    }

    [Fact]
    public void A_value_is_written_in_place()
    {
        using var value = SecretValue.Create(3, (byte)7, static (to, state) => to.Fill(state));
        Assert.Equal([7, 7, 7], value.Reveal().ToArray());
    }

    private sealed record Holder(string Name, SecretValue Value);
}
