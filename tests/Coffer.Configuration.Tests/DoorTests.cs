using System.Reflection;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>What comes out of the public methods, always: a CofferException with all that its reader needs in its first line.</summary>
public sealed class DoorTests
{
    private const int Troubles = 12;
    private const int MostLines = 8;

    /// <summary>What AWS, or what stands before it, does.</summary>
    public static TheoryData<string> Faults =>
    [
        "s3 ListObjectsV2 truncate 60 bare",
        "s3 ListObjectsV2 answer 200 <html>",
        "s3 ListObjectsV2 reset 100",
        "s3 ListObjectsV2 status 403 AccessDenied",
        "s3 ListObjectsV2 status 503 SlowDown",
        "s3 ListObjectsV2 stall 40",
        "s3 GetObject status 404 NoSuchKey",
        "s3 GetObject reset 20",
        "kms Decrypt status 400 AccessDeniedException",
        "kms Decrypt status 400 InvalidCiphertextException",
        "kms Decrypt status 500 DependencyTimeoutException",
        "kms Decrypt reset",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [NativeFact]
    public void All_cases_are_run() => Assert.Equal(Troubles, Faults.Count);

    [NativeTheory]
    [MemberData(nameof(Faults))]
    public async Task It_is_a_CofferException_in_a_handful_of_lines(string rule)
    {
        await using var repository = await SealedRepository.WithFaultsAsync(rule);
        void Short(CofferOptions options) => options.Timeout = TimeSpan.FromSeconds(3);
        using var client = World.Client(repository, Short);
        CofferException[] failures =
        [
            Assert.Throws<CofferException>(() => World.Build(repository, Short)),
            await Assert.ThrowsAsync<CofferException>(() => client.OpenAllAsync(Stop)),
        ];
        Assert.All(failures, failure =>
        {
            var first = failure.Message.Split('\n')[0];
            Assert.NotEqual(ErrorCode.Internal, failure.Code);
            Assert.Contains("api", first, StringComparison.Ordinal);
            Assert.NotNull(failure.Hint);
            Assert.EndsWith($"({failure.Hint})", first.TrimEnd(':'), StringComparison.Ordinal);
            Assert.DoesNotContain("coffer.json", first, StringComparison.Ordinal);
            Assert.InRange(failure.ToString().Split('\n').Length, 1, MostLines + failure.Message.Count(letter => letter == '\n'));
        });
    }

    [NativeFact]
    public async Task Its_hints_speak_of_what_the_caller_has_set()
    {
        await using var repository = await SealedRepository.WithFaultsAsync("kms Decrypt status 400 NotFoundException");
        var byOption = Assert.Throws<CofferException>(() => World.Build(repository, options => options.Keys.Add("alias/other")));
        Assert.Contains("CofferOptions.Keys", byOption.Hint, StringComparison.Ordinal);
        Assert.Contains("CofferOptions.Region", byOption.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("COFFER_KEY", byOption.Hint, StringComparison.Ordinal);
        var byVariable = Assert.Throws<CofferException>(() => World.Build(repository));
        Assert.Contains("COFFER_KEY", byVariable.Hint, StringComparison.Ordinal);
        var byFile = Assert.Throws<CofferException>(
            () => World.Build(repository, options => (options.Bucket, options.Repository) = (null, repository.Folder)));
        Assert.Contains("coffer.json", byFile.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("COFFER_KEY", byFile.Hint, StringComparison.Ordinal);
    }

    /// <summary>Every option that is a text: empty ones are refused by name, so that a new one is not forgotten.</summary>
    [NativeFact]
    public void Every_text_among_the_options_is_refused_empty()
    {
        List<PropertyInfo> texts = [.. typeof(CofferOptions).GetProperties().Where(property => property.PropertyType == typeof(string))];
        Assert.Equal(9, texts.Count);
        foreach (var text in texts)
        {
            foreach (var value in new[] { "", " " })
            {
                var failure = Assert.Throws<CofferException>(() => new CofferClient(Set(text, value)).Dispose());
                Assert.Equal(ErrorCode.Configuration, failure.Code);
                Assert.StartsWith($"CofferOptions.{text.Name}", failure.Message, StringComparison.Ordinal);
            }
        }
    }

    [NativeTheory]
    [InlineData(":a")]
    [InlineData("a:")]
    [InlineData("a::b")]
    [InlineData("a\0")]
    [InlineData("a:b\nc")]
    public void A_prefix_that_is_no_section_is_refused(string prefix) => Assert.StartsWith(
        "CofferOptions.KeyPrefix has an empty part, or a character that nobody sees",
        Assert.Throws<CofferException>(() => new CofferClient(new CofferOptions { KeyPrefix = prefix }).Dispose()).Message,
        StringComparison.Ordinal);

    private static CofferOptions Set(PropertyInfo property, string value)
    {
        var options = new CofferOptions();
        property.SetValue(options, value);
        return options;
    }
}
