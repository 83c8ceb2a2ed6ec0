using Coffer.LocalAws.Faults;
using Coffer.LocalAws.Services.S3;
using Coffer.LocalAws.Tests.Support;
using Xunit;

namespace Coffer.LocalAws.Tests.Faults;

public sealed class FaultParserTests
{
    private static readonly (string Line, string Says)[] Refused =
    [
        ("kms", "line 1 wants an action or * at its end"),
        ("kns Decrypt reset", "line 1 does not know the service 'kns': it is kms, ecs, logs, sts, iam, s3 or *"),
        ("KMS Decrypt reset", "line 1 does not know the service 'KMS'"),
        ("0 Decrypt reset", "line 1 does not know the service '0'"),
        ("kms Decript reset", "line 1 names the action 'Decript', which is not served"),
        ("s3 GetObjekt reset", "line 1 names the action 'GetObjekt', which is not served"),
        ("sts Get/Caller reset", "line 1 names the action 'Get/Caller', which is not served"),
        ("kms Decrypt", "line 1 wants what happens"),
        ("# a comment\n\nkms Decrypt 3", "line 3 wants what happens"),
        ("kms Decrypt explode", "line 1 does not know 'explode': what happens is status"),
        ("kms Decrypt 0 reset", "line 1 '0' is not which requests, as in 3, 3-5 or 3-"),
        ("kms Decrypt 3-2 reset", "line 1 '2' is not which requests"),
        ("kms Decrypt 3-4-5 reset", "line 1 '3-4-5' is not which requests"),
        ("kms Decrypt 3x reset", "line 1 '3x' is not which requests"),
        ("kms Decrypt every reset", "line 1 'reset' is not a number, 1 or more"),
        ("kms Decrypt every 0 reset", "line 1 '0' is not a number, 1 or more"),
        ("kms Decrypt p=0 reset", "line 1 has the probability '0', which is not above 0 and at most 1"),
        ("kms Decrypt p=1.5 reset", "line 1 has the probability '1.5'"),
        ("kms Decrypt p=0.5 seed=x reset", "line 1 'x' is not a seed"),
        ("kms Decrypt status", "line 1 wants a status from 200 to 599 at its end"),
        ("kms Decrypt status 600 X", "line 1 '600' is not a status from 200 to 599"),
        ("kms Decrypt status 400", "line 1 wants AWS's error code at its end"),
        ("kms Decrypt reset soon", "line 1 'soon' is not 'done' or a number of bytes of the body"),
        ("kms Decrypt reset 1 2", "line 1 has '2' after its end"),
        ("kms Decrypt throttle 2", "line 1 has '2' after its end"),
        ("kms Decrypt flip", "line 1 wants the number of a byte at its end"),
        ("kms Decrypt flip 1 nude", "line 1 has 'nude' after its end"),
        ("kms Decrypt drip 0 5", "line 1 '0' is not a number of bytes, 1 or more"),
        ("kms Decrypt delay 99999999999", "line 1 '99999999999' is not a number of milliseconds"),
    ];

    [Fact]
    public void A_line_that_cannot_be_read_is_named_with_its_number()
    {
        foreach (var (line, says) in Refused)
        {
            var error = Assert.Throws<FaultSyntaxException>(() => FaultParser.Parse(line));
            Assert.StartsWith(says, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(29, Refused.Length);
    }

    [Fact]
    public void A_rule_strikes_the_requests_it_names()
    {
        (string Rule, string Strikes)[] cases =
        [
            ("s3 GetObject reset", "1 2 3 4 5 6 7 8"),
            ("s3 GetObject 3 reset", "3"),
            ("s3 GetObject 3-5 reset", "3 4 5"),
            ("s3 GetObject 6- reset", "6 7 8"),
            ("s3 GetObject every 3 reset", "3 6"),
            ("s3 GetObject p=1 reset", "1 2 3 4 5 6 7 8"),
            ("s3 GetObject p=0.5 seed=7 reset", "1 2 5 6 7 8"),
            ("s3 GetObject p=0.5 seed=8 reset", "5 6 8"),
            ("* * 2 reset", "2"),
            ("  s3\t*   2   reset  ", "2"),
            ("s3 GetObject /bucket/a/* 2 reset", "2"),
            ("s3 GetObject /bucket/*/x reset", "1 2 3 4 5 6 7 8"),
            ("s3 GetObject /bucket/A/* reset", ""),
            ("s3 PutObject reset", ""),
            ("kms * reset", ""),
        ];
        foreach (var (text, expected) in cases)
        {
            var rule = Assert.Single(FaultParser.Parse($"# first\r\n\r\n{text}\r\n"));
            var struck = Enumerable.Range(1, 8).Where(_ => rule.Strikes("s3", "GetObject", "/bucket/a/x"));
            Assert.Equal((text, expected), (text, string.Join(' ', struck)));
        }

        Assert.Equal(15, cases.Length);
    }

    [Fact]
    public void Chance_is_as_likely_as_it_says()
    {
        double[] probabilities = [0.01, 0.1, 0.5, 0.95];
        foreach (var probability in probabilities)
        {
            var share = Enumerable.Range(1, 100_000).Count(i => new Chance(probability, 42).Includes(i)) / 100_000.0;
            Assert.InRange(share, probability - 0.01, probability + 0.01);
        }

        Assert.Equal(4, probabilities.Length);
    }

    [Fact]
    public async Task The_first_rule_that_strikes_acts_and_each_counts_for_itself()
    {
        await using var server = await FaultyServer.StartAsync(
            """
            s3 GetObject 2 status 500 InternalError
            s3 GetObject 2-3 throttle
            s3 * 4 status 418 Teapot
            """);
        var statuses = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await server.GetAsync()).Status);
        }

        Assert.Equal(["404", "500", "503", "418", "404"], statuses);
    }

    [Fact]
    public void Every_served_action_of_s3_has_its_name()
    {
        var names = S3ActionTable.Served.Select(S3ActionName.Of).Distinct().ToList();
        Assert.Contains("ListObjectsV2", names);
        Assert.Contains("HeadObject", names);
        Assert.Contains("GetObjectTagging", names);
        Assert.Contains("PutBucketVersioning", names);
        Assert.All(names, name => Assert.Matches(
            "^(Abort|Complete|Copy|Create|Delete|Get|Head|List|Post|Put|Upload)[A-Z][A-Za-z0-9]+$", name));
        Assert.Equal(S3ActionTable.Served.Count(), names.Count);
    }

    [Fact]
    public async Task Wrong_options_and_files_are_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "faults");
        await File.WriteAllTextAsync(file, "\nkms Decript reset\n", FaultyServer.Stop);
        (string[] Arguments, string Says)[] cases =
        [
            (["--latency", "x"], "--latency wants milliseconds, as in 10 or kms=10,s3=5"),
            (["--latency", "-5"], "--latency wants milliseconds"),
            (["--latency", "kns=5"], "--latency wants milliseconds"),
            (["--latency", "kms=5,kms=6"], "--latency wants milliseconds"),
            (["--throttle", "fast"], "--throttle wants RATE[:BURST]"),
            (["--throttle", "key=0"], "--throttle wants RATE[:BURST]"),
            (["--faults", ""], "--faults wants a file"),
            (["--faults", Path.Combine(folder.Path, "none")], "cannot read the faults file"),
            (["--faults", file], $"the faults file '{file}': line 2 names the action 'Decript', which is not served"),
            (["--tls", ""], "--tls wants a file for the CA's certificate"),
        ];
        foreach (var (arguments, says) in cases)
        {
            var (code, output, errors) = await ServerProcess.RunAsync(["--port", "0", .. arguments]);
            Assert.Equal((64, string.Empty), (code, output));
            Assert.StartsWith($"coffer-local: error: {says}", errors, StringComparison.Ordinal);
            Assert.Single(errors.TrimEnd().Split('\n'));
        }

        Assert.Equal(10, cases.Length);
    }
}
