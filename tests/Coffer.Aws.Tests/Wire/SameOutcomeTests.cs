using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Coffer.Aws.Tests.Answers;
using Coffer.Aws.Tests.Calls;
using Coffer.Cli.Tests.Processes;
using Coffer.Core.UseCases.Loading;
using Xunit;

namespace Coffer.Aws.Tests.Wire;

/// <summary>Whatever is answered, Coffer's own client ends as the SDK does: with the same code and words, after as many requests.</summary>
public sealed class SameOutcomeTests
{
    private const string Html = "<!DOCTYPE html><html><body><p>Sign in</p></body></html>";
    private const string KeyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private const string Decrypt = "kms POST decrypt";

    private static readonly string[] Calls = ["s3 GET list", "s3 GET object", Decrypt];

    private static readonly (string Name, Func<StandInAnswer, StandInAnswer> Alter)[] Answers =
    [
        ("good", static good => good),
        ("changed", static good => good with { Body = [.. good.Body.Select(static one => (byte)(one ^ 1))] }),
        ("empty", static good => good with { Body = [] }),
        ("a page", static _ => new(200, Html)),
        ("braces", static good => good with { Body = "{}"u8.ToArray() }),
        ("a list", static good => good with { Body = "[]"u8.ToArray() }),
        ("null", static good => good with { Body = "null"u8.ToArray() }),
        ("cut", static good => good with { Body = good.Body[..^2] }),
        ("more behind", static good => good with { Body = [.. good.Body, .. "x"u8] }),
        ("another element", static good => good with { Body = "<Other/>"u8.ToArray() }),
        ("no value", static good => Json(good, "null")),
        ("a number", static good => Json(good, "5")),
        ("no base64", static good => Json(good, "\"!!!!\"")),
        ("half base64", static good => Json(good, "\"dmFsdW\"")),
        ("an escaped slash", static good => Json(good, "\"\\/\\/8=\"")),
        ("a count of words", static good => Xml(good, "<KeyCount>many</KeyCount><IsTruncated>false</IsTruncated>")),
        ("a negative count", static good => Xml(good, "<KeyCount>-1</KeyCount><IsTruncated>false</IsTruncated>")),
        ("a comment", static good => Xml(good, "<!-- c --><KeyCount>0</KeyCount><?pi x?><IsTruncated> false </IsTruncated>")),
        ("an object", static good => Xml(good, "<KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents><Key>api/a&amp;b</Key>"
            + "<LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"e\"</ETag><Owner><ID>o</ID></Owner><Size>5</Size></Contents>")),
        ("an empty key", static good => Xml(good, "<KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents><Key/><ETag>\"e\"</ETag>"
            + "<Size>5</Size></Contents>")),
        ("a size of words", static good => Xml(good, "<KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents><Key>api/a</Key>"
            + "<ETag>\"e\"</ETag><Size>big</Size></Contents>")),
        ("a wrong checksum", static good => Header(good, "x-amz-checksum-crc32", "AAAAAA==")),
        ("a right checksum", static good => Header(good, "x-amz-checksum-sha256", "7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=")),
        ("a right CRC-32", static good => Header(good, "x-amz-checksum-crc32", "/sUwqQ==")),
        ("a right CRC-32C", static good => Header(good, "x-amz-checksum-crc32c", "Ya91Mw==")),
        ("a right CRC-64", static good => Header(good, "x-amz-checksum-crc64nvme", "lhVdXyVQTGE=")),
        ("a checksum of parts", static good => Header(good, "x-amz-checksum-crc32", "AAAAAA==-2")),
        ("401", static _ => new(401, "")),
        ("403", static _ => new(403, "")),
        ("403, a page", static _ => new(403, Html)),
        ("404", static _ => new(404, "")),
        ("405", static _ => new(405, "")),
        ("400, words", static _ => new(400, "<Error><Message>no code</Message></Error>")),
        ("429", static _ => new(429, "")),
        ("500, a page", static _ => new(500, Html)),
        ("503, later", static _ => Header(new(503, "<Error><Code>SlowDown</Code><Message>w</Message></Error>"), "Retry-After", "2")),
        ("304", static _ => new(304, "")),
        ("301", static _ => Header(new(301, ""), "x-amz-bucket-region", "eu-west-1")),
        ("307", static _ => Header(new(307, ""), "Location", "https://example.com/")),
        ("another region", static _ => Header(
            new(400, "<Error><Code>AuthorizationHeaderMalformed</Code><Message>w</Message></Error>"), "x-amz-bucket-region", "eu-west-1")),
        ("another region, in words", static _ => new(400, "<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region "
            + "'us-east-1' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region></Error>")),
        ("a code in a header", static _ => Header(new(400, "{\"message\":\"w\"}"), "x-amzn-ErrorType", "DisabledException:http://x/")),
        ("closed", static good => good with { HeadBrokenAfter = 0 }),
        ("reset", static good => good with { IsNoAnswer = true }),
        ("cut in the head", static good => good with { HeadBrokenAfter = 20 }),
        ("cut in the body", static good => good with { BrokenAfter = 3 }),
        ("reset in the body", static good => good with { BrokenAfter = 3, IsReset = true }),
    ];

    [Fact]
    public async Task Of_every_answer()
    {
        ConcurrentBag<(string Name, bool IsSaid, Outcome Own, Outcome Sdk)> both = [];
        await Parallel.ForEachAsync(
            Answers.SelectMany(static answer => Calls.Where(call => IsSame(call, answer.Name)).Select(call => (answer, call))),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (one, _) => both.Add((
                $"{one.call}: {one.answer.Name}",

                // Of what is no answer each says what it has found first; and of an error that is not KMS's, the SDK tells the body.
                one.answer.Alter(new(200, "abc")) is { Status: not 200 } other && (one.call != Decrypt || other.Body is [(byte)'{', ..]),
                await TryAsync(one.call, one.answer.Alter, bySdk: false),
                await TryAsync(one.call, one.answer.Alter, bySdk: true))));
        Assert.Equal((Answers.Length * Calls.Length) - 3, both.Count);
        Assert.All(both, static one => Assert.Equal(
            $"{one.Name}: {(one.IsSaid ? one.Sdk.Said : "")} {one.Sdk.Code} {one.Sdk.Requests}",
            $"{one.Name}: {(one.IsSaid ? one.Own.Said : "")} {one.Own.Code} {one.Own.Requests}"));
        Assert.Contains(both, static one => one.Own.Said.Length == 0);
    }

    /// <summary>The SDK needs another package for these, and takes a wrong one: only Coffer's own client compares them.</summary>
    [Theory]
    [InlineData("crc32c", "Ya91Mw==", "/sUwqQ==")]
    [InlineData("crc64nvme", "lhVdXyVQTGE=", "lhVdXyVQTGA=")]
    public async Task But_of_a_wrong_checksum_that_the_SDK_does_not_compute(string name, string right, string wrong)
    {
        foreach (var (sum, code) in new[] { (right, ErrorCode.Internal), (wrong, ErrorCode.Unreachable) })
        {
            var outcome = await TryAsync("s3 GET object", good => Header(good, $"x-amz-checksum-{name}", sum), bySdk: false);
            Assert.Equal((sum, code, 1), (sum, outcome.Code, outcome.Requests));
            Assert.Equal(sum == wrong, outcome.Said.Contains("does not match its checksum", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_every_documented_error()
    {
        var compared = 0;
        foreach (var (service, action, status, code, _, _) in DocumentedErrors.All.Where(static error =>
            (error.Service, error.Action) is ("kms", "Decrypt" or "common") or ("s3", "GetObject" or "ListObjectsV2" or "common")))
        {
            StandInAnswer Refusal(StandInAnswer _) => service == "s3"
                ? new(status, $"<Error><Code>{code}</Code><Message>words</Message><RequestId>1</RequestId></Error>")
                : new(status, string.Create(CultureInfo.InvariantCulture, $"{{\"__type\":\"{code}\",\"Message\":\"words\"}}"));
            foreach (var call in Calls.Where(call => call.StartsWith(service, StringComparison.Ordinal)))
            {
                var own = await TryAsync(call, Refusal, bySdk: false);
                Assert.Equal((action, code, await TryAsync(call, Refusal, bySdk: true)), (action, code, own));
                compared++;
            }
        }

        Assert.True(compared > 100, $"{compared} errors");
    }

    // The SDK takes JSON for whole that goes on behind its end, and S3's errors for KMS's.
    private static bool IsSame(string call, string name) =>
        call != Decrypt || (name != "more behind" && !name.StartsWith("another region", StringComparison.Ordinal));

    private static async Task<Outcome> TryAsync(
        string call, Func<StandInAnswer, StandInAnswer> alter, bool bySdk)
    {
        using var server = new CountedServer((_, good) => alter(good), bySdk);
        try
        {
            await TimeLimit.RunAsync(
                async end =>
                {
                    await server.CallAsync(call, end);
                    return 0;
                },
                TimeSpan.FromMinutes(2),
                TestContext.Current.CancellationToken,
                patience: new Patience(TimeSpan.Zero));
            return new(ErrorCode.Internal, "", server.Requests);
        }
        catch (CofferException failure)
        {
            return new(failure.Code, $"{failure.Message} {failure.Hint}", server.Requests);
        }
        catch (NullReferenceException)
        {
            // The test's own call: another key sealed it.
            return new(ErrorCode.Internal, "another key", server.Requests);
        }
    }

    private sealed record Outcome(ErrorCode Code, string Said, int Requests);

    private static StandInAnswer Json(StandInAnswer good, string value) => good with
    {
        Body = Encoding.UTF8.GetBytes($"{{\"KeyId\":\"{KeyArn}\",\"Plaintext\":{value},\"More\":[{{}},1]}}"),
    };

    private static StandInAnswer Xml(StandInAnswer good, string inner) => good with
    {
        Body = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"x\">{inner}</ListBucketResult>"),
    };

    private static StandInAnswer Header(StandInAnswer answer, string name, string value) =>
        answer with { Headers = new Dictionary<string, string>(answer.Headers) { [name] = value } };
}
