using System.Text;
using System.Text.RegularExpressions;
using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.NetworkTests;

/// <summary>An answer that lacks what its action promises is asked for again, and is never a success, an empty set or a defect.</summary>
public sealed class WholeAnswerTests(SealedRepository repository) : IClassFixture<SealedRepository>
{
    private const string Html = "<!DOCTYPE html><html><body><p>Sign in to the network</p></body></html>";

    private static readonly Dictionary<string, (string Action, Func<StandInAnswer, StandInAnswer> Alter)> Cases = new()
    {
        ["listing: nothing"] = ("list", answer => answer.Body("")),
        ["listing: a page of somebody else"] = ("list", _ => new(200, Html)),
        ["listing: cut"] = ("list", answer => answer with { Body = answer.Body[..^100] }),
        ["listing: another element"] = ("list", answer => answer.Body("<Other/>")),
        ["listing: no count"] = ("list", answer => answer.Replace("KeyCount", "Other")),
        ["listing: fewer than counted"] = ("list", answer => answer.Replace("<KeyCount>20<", "<KeyCount>21<")),
        ["listing: a count that is none"] = ("list", answer => answer.Replace("<KeyCount>20<", "<KeyCount>many<")),
        ["listing: other keys"] = ("list", answer => answer.Replace("<Key>api/SECRET_20<", "<Key>web/SECRET_20<")),
        ["listing: goes on, no token"] = ("list", answer => answer.Replace("<IsTruncated>false<", "<IsTruncated>true<")),
        ["object: nothing"] = ("get", _ => new(200, "")),
        ["object: no ETag"] = ("get", answer => answer.Without("ETag")),
        ["object: cut"] = ("get", answer => answer with { BrokenAfter = 10 }),
        ["decrypt: nothing"] = ("decrypt", answer => answer.Body("")),
        ["decrypt: no fields"] = ("decrypt", answer => answer.Body("{}")),
        ["decrypt: a page of somebody else"] = ("decrypt", _ => new(200, Html)),
        ["decrypt: cut"] = ("decrypt", answer => answer with { Body = answer.Body[..^10] }),
        ["decrypt: no key"] = ("decrypt", answer => answer.Replace("KeyId", "Other")),
        ["decrypt: no plaintext"] = ("decrypt", answer => answer.Replace("\"Plaintext\"", "\"Other\"")),
        ["encrypt: no fields"] = ("encrypt", answer => answer.Body("{}")),
        ["encrypt: no key"] = ("encrypt", answer => answer.Replace("KeyId", "Other")),
        ["put: nothing"] = ("put", _ => new(200, "")),
        ["versioning: nothing"] = ("versioning", _ => new(200, "")),
        ["versioning: a page of somebody else"] = ("versioning", _ => new(200, Html)),
        ["versioning: another element"] = ("versioning", answer => answer.Body("<Other/>")),
        ["reencrypt: no fields"] = ("reencrypt", answer => answer.Body("{}")),
        ["reencrypt: no key"] = ("reencrypt", answer => answer.Replace("\"KeyId\"", "\"Other\"")),
        ["generatedatakey: no fields"] = ("generatedatakey", answer => answer.Body("{}")),
        ["generatedatakey: no ciphertext"] = ("generatedatakey", answer => answer.Replace("CiphertextBlob", "Other")),
    };

    private static readonly SemaphoreSlim Pushing = new(1, 1);

    private static int files;
    private static volatile string pushed = "";

    public static TheoryData<string> All => [.. Cases.Keys];

    [NativeTheory]
    [MemberData(nameof(All))]
    public async Task It_is_asked_again_and_is_no_success(string name)
    {
        Assert.Equal(28, All.Count);
        (var action, var alter) = Cases[name];
        var asked = 0;
        var always = true;
        using var server = new AlteringServer(
            repository.Aws.Endpoint,
            (request, answer) =>
                ActionOf(request) == action && (Interlocked.Increment(ref asked) == 1 || Volatile.Read(ref always))
                    ? alter(answer)
                    : answer);
        var broken = await RunAsync(action, server.Url);
        Assert.True(broken.ExitCode == 69, $"{broken.ExitCode}: {broken.StderrText}{broken.StdoutText}");
        Assert.Equal("", broken.StdoutText);
        Assert.True(asked > 1, broken.StderrText);

        asked = 0;
        Volatile.Write(ref always, false);
        var mended = await RunAsync(action, server.Url);
        Assert.True(mended.ExitCode == 0, mended.StderrText);
        Assert.True(asked > 1, mended.StderrText);
    }

    [NativeFact]
    public async Task Status_and_get_take_no_such_answer_either()
    {
        // Status asks for all keys, so that any key is an answer.
        var tried = 0;
        await Parallel.ForEachAsync(Cases.Where(one => (one.Value.Action is "list" or "get" or "decrypt")
            && one.Key != "listing: other keys"), TestContext.Current.CancellationToken, async (one, _) =>
        {
            (var action, var alter) = one.Value;
            using var server = new AlteringServer(
                repository.Aws.Endpoint, (request, answer) => ActionOf(request) == action ? alter(answer) : answer);
            var broken = await CofferAsync(
                action == "list" ? ["status", "staging"] : ["get", "s3://staging-secrets/api/SECRET_01"], server.Url);
            Assert.True(broken.ExitCode == 69, $"{one.Key}: {broken.ExitCode}: {broken.StderrText}");
            Assert.Equal("", broken.StdoutText);
            Interlocked.Increment(ref tried);
        });
        Assert.Equal(17, tried);
    }

    /// <summary>What says what is there must not say that nothing is.</summary>
    [NativeFact]
    public async Task What_looks_at_a_bucket_takes_no_such_answer()
    {
        string[][] commands =
        [
            ["list", "s3://staging-secrets/api"],
            ["export", "s3://staging-secrets/api", "--format", "json"],
            ["diff", "staging/api", "s3://staging-secrets/api"],
            ["diff", "s3://staging-secrets/api", "staging/api", "--ciphertext", "--exit-code"],
        ];
        var tried = 0;
        var cases = Cases.Where(one => one.Value.Action is "list" or "get" or "decrypt")
            .SelectMany(one => commands, (one, command) => (one, command));

        // They mostly wait between their tries.
        var together = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(cases, together, async (at, _) =>
        {
            (var action, var alter) = at.one.Value;
            var asked = 0;
            using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) =>
            {
                var hit = ActionOf(request) == action;
                asked += hit ? 1 : 0;
                return hit ? alter(answer) : answer;
            });
            var broken = await CofferAsync(at.command, server.Url);
            if (asked == 0)
            {
                return;
            }

            Assert.True(
                broken.ExitCode == 69,
                $"{at.one.Key}: {string.Join(' ', at.command)}: {broken.ExitCode}: {broken.StderrText}{broken.StdoutText}");
            Assert.Equal("", broken.StdoutText);
            Interlocked.Increment(ref tried);
        });
        Assert.Equal(51, tried);
    }

    [NativeFact]
    public async Task A_page_that_comes_twice_or_empty_is_asked_again()
    {
        const string NoKey = "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";
        foreach (var second in (string?[])["", NoKey, null])
        {
            // The server itself would refuse a token that is not its own: an answer to that would be another test.
            var asked = 0;
            StandInAnswer? first = null;
            using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) => ActionOf(request) != "list" ? answer
                : Interlocked.Increment(ref asked) == 1 ? first = answer.Replace(
                    "<IsTruncated>false</IsTruncated>",
                    "<IsTruncated>true</IsTruncated><NextContinuationToken>token-1</NextContinuationToken>")
                : second is not null ? new StandInAnswer(200, second)
                : first!.Replace("token-1", $"token-{asked}"));
            var result = await RunAsync("list", server.Url);
            Assert.True(result.ExitCode == 69, $"{result.ExitCode}: {result.StderrText}");
            Assert.True(asked > 2, $"asked {asked} times for '{second}'");
        }
    }

    [NativeFact]
    public async Task A_page_that_has_a_key_twice_is_asked_again()
    {
        const string Twice = "<Contents><Key>api/x</Key><ETag>\"e\"</ETag><Size>9</Size></Contents>";
        var asked = 0;
        using var server = new AlteringServer(
            repository.Aws.Endpoint,
            (request, answer) => ActionOf(request) == "list" && Interlocked.Increment(ref asked) == 1
                ? answer.Body($"<ListBucketResult>{Twice}{Twice}<KeyCount>2</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>")
                : answer);
        var result = await RunAsync("list", server.Url);
        Assert.True(result.ExitCode == 0, $"{result.ExitCode}: {result.StderrText}");
        Assert.Equal(2, asked);
    }

    /// <summary>KMS says yes to a dry run by an error; an answer without fields says nothing.</summary>
    [NativeTheory]
    [InlineData("encrypt", "may seal")]
    [InlineData("decrypt", "may open")]
    public async Task A_dry_run_whose_answer_is_empty_is_asked_again(string action, string look)
    {
        var asked = 0;
        using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) =>
            ActionOf(request) == action && Interlocked.Increment(ref asked) == 1 ? new(200, "{}") : answer);
        var result = await CofferAsync(["doctor", "staging"], server.Url);
        Assert.True(result.ExitCode == 0, result.StderrText);
        Assert.True(asked > 1, result.StdoutText);
        Assert.Matches($"(?m)^  ok +{look} ", result.StdoutText);
    }

    /// <summary>The first try did it, and nobody heard of it.</summary>
    [NativeTheory]
    [InlineData("reset")]
    [InlineData("nothing")]
    [InlineData("500")]
    [InlineData("no ETag")]
    public async Task A_write_whose_answer_got_lost_is_done(string how)
    {
        var asked = 0;
        using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) => ActionOf(request) != "put"
            || Interlocked.Increment(ref asked) > 1 ? answer : how switch
        {
            "reset" => answer with { IsNoAnswer = true },
            "nothing" => new(200, ""),
            "no ETag" => answer.Without("ETag"),
            _ => new(500, ""),
        });
        var result = await RunAsync("put", server.Url);
        Assert.True(result.ExitCode == 0, result.StderrText);
        Assert.True(asked > 1, result.StderrText);
    }

    [NativeFact]
    public async Task What_somebody_else_wrote_meanwhile_stays()
    {
        var asked = 0;
        using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) => ActionOf(request) switch
        {
            "put" when IsNext(request) && Interlocked.Increment(ref asked) == 1 => new(500, ""),
            "get" when IsNext(request) => OfSomebodyElse(answer),
            _ => answer,
        });
        var result = await RunAsync("put", server.Url);
        Assert.True(result.ExitCode == 73, result.StderrText);
        Assert.Contains("somebody else changed it meanwhile", result.StderrText, StringComparison.Ordinal);
    }

    [NativeFact]
    public async Task What_cannot_be_looked_at_is_not_said_to_be_somebody_elses()
    {
        var asked = 0;
        using var server = new AlteringServer(repository.Aws.Endpoint, (request, answer) => ActionOf(request) switch
        {
            "put" when IsNext(request) && Interlocked.Increment(ref asked) == 1 => new(500, ""),
            "get" when IsNext(request) => new(503, ""),
            _ => answer,
        });
        var result = await RunAsync("put", server.Url);
        Assert.True(result.ExitCode is 69 or 75, $"{result.ExitCode}: {result.StderrText}");
        Assert.DoesNotContain("somebody else", result.StderrText, StringComparison.Ordinal);
    }

    // The SDK compares a body with its checksum, and with an ETag that is a hash.
    private static StandInAnswer OfSomebodyElse(StandInAnswer answer) =>
        answer.Body("of somebody else") with
        {
            Headers = new Dictionary<string, string>(answer.Without("x-amz-checksum-sha256").Without("ETag").Headers)
            {
                ["ETag"] = "\"other-1\"",
            },
        };

    // The file of this test; 'push' also writes whose the bucket is.
    private static bool IsNext(StandInRequest request) => request.Path.Contains($"/{pushed}", StringComparison.Ordinal);

    private static string ActionOf(StandInRequest request) => request switch
    {
        { Method: "GET" } when request.Path.Contains("list-type=2", StringComparison.Ordinal) => "list",
        { Method: "GET" } when request.Path.Contains("?versioning", StringComparison.Ordinal) => "versioning",
        { Method: "GET" } => "get",
        { Method: "PUT" } => "put",
        _ when request.Headers.TryGetValue("X-Amz-Target", out var target) =>
            Regex.Replace(target, @"^TrentService\.", "").ToLowerInvariant(),
        _ => "",
    };

    private async Task<ProcessResult> RunAsync(string action, string url)
    {
        if (action is not ("put" or "versioning"))
        {
            return await RunOneAsync(action, url);
        }

        // A push beside it would upload this one's file.
        await Pushing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await RunOneAsync(action, url);
        }
        finally
        {
            Pushing.Release();
        }
    }

    private async Task<ProcessResult> RunOneAsync(string action, string url)
    {
        var next = $"NEXT_{Interlocked.Increment(ref files)}";
        if (action is "put" or "versioning")
        {
            pushed = next;
            await File.WriteAllBytesAsync(
                Path.Combine(repository.Folder, "staging", "api", next),
                await repository.SealAsync("api", next, Encoding.UTF8.GetBytes("a value")),
                TestContext.Current.CancellationToken);
        }

        string[] arguments = action switch
        {
            "put" or "versioning" => ["push", "staging"],
            "reencrypt" => ["cp", "staging/api/SECRET_01", $"staging/web/{next}"],
            "encrypt" or "generatedatakey" => ["set", $"staging/web/{next}"],
            _ => ["exec", "s3://staging-secrets/api", "--", "true"],
        };
        return await CofferAsync(arguments, url, action == "generatedatakey" ? new string('v', 5_000) : "a value");
    }

    private Task<ProcessResult> CofferAsync(string[] arguments, string url, string value = "a value") =>
        CofferProcess.RunAsync(
            arguments,
            [.. ProcessEnvironment.Client(new Uri(url)), new("COFFER_ENVIRONMENT", "staging")],
            repository.Folder,
            Encoding.UTF8.GetBytes(value));
}
