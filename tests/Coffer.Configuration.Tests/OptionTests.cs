using Coffer.Configuration.Loading;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>Options that cannot be used are told before anything is asked, by their own name.</summary>
public sealed class OptionTests
{
    private const int Cases = 22;

    /// <summary>How the options are wrong, and how the message begins.</summary>
    public static TheoryData<Action<CofferOptions>, string> Wrong => new()
    {
        { options => options.Bucket = " ", "CofferOptions.Bucket is empty" },
        { options => (options.Bucket, options.Repository) = ("bucket", "."), "CofferOptions.Bucket and Repository are both set" },
        { options => options.Repository = "", "CofferOptions.Repository is empty" },
        { options => options.Environment = "a/b", "CofferOptions.Environment cannot be used" },
        { options => options.Service = "", "CofferOptions.Service cannot be used" },
        { options => options.Keys.Add(""), "CofferOptions.Keys has an empty one" },
        { options => options.Keys.Add(null!), "CofferOptions.Keys has an empty one" },
        { options => options.Binding = "Bound", "CofferOptions.Binding is neither" },
        { options => options.Release = "newest", "CofferOptions.Release cannot be used: it is not sha256:" },
        { options => options.Require.Add("a//b"), "CofferOptions.Require has what is not the name of a secret" },
        { options => options.Require.Add(null!), "CofferOptions.Require has what is not the name of a secret" },
        { options => options.Region = "", "CofferOptions.Region is empty" },
        { options => options.Endpoint = new Uri("http://kms.example"),
            "CofferOptions.Endpoint is neither an https URL nor an http URL of this machine" },
        { options => options.Endpoint = new Uri("/kms", UriKind.Relative), "CofferOptions.Endpoint is neither" },
        { options => options.Endpoint = new Uri("https://user@kms.example"), "CofferOptions.Endpoint has more than a server and a path" },
        { options => options.Endpoint = new Uri("https://kms.example/a?b"), "CofferOptions.Endpoint has more than a server and a path" },
        { options => options.Endpoint = new Uri("https://kms.example/#a"), "CofferOptions.Endpoint has more than a server and a path" },
        { options => options.Timeout = TimeSpan.Zero, "CofferOptions.Timeout must be more than zero" },
        { options => options.Timeout = Timeout.InfiniteTimeSpan, "CofferOptions.Timeout must be more than zero" },
        { options => options.Timeout = TimeSpan.FromDays(60), "CofferOptions.Timeout must be more than zero and at most a day" },
        { options => options.ReloadInterval = TimeSpan.FromMilliseconds(999), "CofferOptions.ReloadInterval must be a second to 30 days" },
        { options => options.ReloadInterval = TimeSpan.MaxValue, "CofferOptions.ReloadInterval must be a second to 30 days" },
    };

    [Fact]
    public void All_cases_are_run() => Assert.Equal(Cases, Wrong.Count);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void It_is_named(Action<CofferOptions> make, string said)
    {
        var failure = Assert.Throws<CofferException>(() => new ConfigurationBuilder().AddCoffer(options =>
        {
            options.Optional = true;
            make(options);
        }).Build());
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.StartsWith(said, failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Hint);
    }

    [Fact]
    public void A_host_without_variables_says_one_line_and_the_next_step_and_no_line_of_code()
    {
        using var access = new SecretAccess(new CofferOptions(), _ => null);
        var failure = Assert.Throws<CofferException>(access.Origin);
        var lines = failure.ToString().Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(
            "coffer: error: AddCoffer() is not told which secrets to load: COFFER_BUCKET", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("   next: in a container, set what", lines[1], StringComparison.Ordinal);
        Assert.NotNull(failure.StackTrace);
    }

    [Fact]
    public void The_longest_times_can_be_waited_for()
    {
        var options = new CofferOptions { Optional = true, Timeout = TimeSpan.FromDays(1), ReloadInterval = TimeSpan.FromDays(30) };
        using var access = new SecretAccess(options, _ => null);
        using var longest = new CancellationTokenSource(options.ReloadInterval.Value * 1.15);
        Assert.True(access.IsAbsent);
    }

    [Fact]
    public void A_folder_that_cannot_be_looked_at_is_not_a_missing_one()
    {
        string folder = new('x', 300);
        var failure = Assert.Throws<CofferException>(() => new ConfigurationBuilder().AddCoffer(
            options => (options.Optional, options.Repository, options.Environment, options.Service) = (true, folder, "staging", "api"))
                .Build());
        Assert.Equal(ErrorCode.Configuration, failure.Code);
        Assert.StartsWith("CofferOptions.Repository cannot be looked at", failure.Message, StringComparison.Ordinal);
    }
}
