using System.Globalization;
using Coffer.Aws.Answers;
using Coffer.Aws.Credentials;
using Coffer.Aws.Tests.Calls;
using Coffer.Cli.Tests.Processes;
using Coffer.Core.UseCases.Loading;
using Xunit;

namespace Coffer.Aws.Tests.Answers;

/// <summary>Every documented error of every action that is used: whether it is asked again, the exit code, and AWS's own words.</summary>
public sealed class DocumentedErrorsTests
{
    private const int Documented = 163;
    private const string Words = "AWS's own words on it";

    [Fact]
    public void All_are_there() => Assert.Equal(Documented, DocumentedErrors.All.Count());

    [Fact]
    public void The_table_has_them() => Assert.All(DocumentedErrors.All, error =>
    {
        var rule = ErrorTable.Of(new AwsError(error.Service, error.Status, error.Code, Words));
        Assert.Equal((error.Code, error.Kind, error.Exit), (error.Code, rule.Kind.ToString(), rule.Exit));
        Assert.NotEqual(ErrorCode.Internal, rule.Exit);
    });

    /// <summary>Through the clients: the exit code, the words, and one request where it is not asked again.</summary>
    [Fact]
    public async Task The_clients_say_them()
    {
        var said = 0;
        foreach ((var service, var action, var status, var code, var kind, var exit) in DocumentedErrors.All)
        {
            // Another key that may have sealed it is tried then; and a conflict looks at what is there.
            if (code == "IncorrectKeyException" || status is 409 or 412)
            {
                continue;
            }

            using var server = new CountedServer((_, _) => Answer(service, status, code));
            (var found, var message) = await FailAsync(server, CallOf(service, action));
            var seen = $"{service} {code}: {found} {message} ({server.Requests} requests)";
            Assert.True(found == exit, seen);
            Assert.True(message.Contains(Words, StringComparison.Ordinal) || kind == "Skewed", seen);
            Assert.True(server.Requests == (kind is "Skewed" or "Expired" ? 2 : 1), seen);
            said++;
        }

        Assert.Equal(Documented - 5, said);
    }

    [Theory]
    [InlineData("kms", 418, "", "Unreachable")]
    [InlineData("kms", 403, "", "Denied")]
    [InlineData("kms", 401, "Strange", "Denied")]
    [InlineData("kms", 408, "", "Temporary")]
    [InlineData("kms", 429, "", "Temporary")]
    [InlineData("kms", 599, "Strange", "Temporary")]
    [InlineData("s3", 400, "Strange", "Unreachable")]
    [InlineData("s3", 409, "Strange", "Unreachable")]
    [InlineData("s3", 403, "Strange", "Denied")]
    [InlineData("s3", 408, "", "Temporary")]
    [InlineData("s3", 429, "", "Temporary")]
    [InlineData("sts", 403, "Strange", "Configuration")]
    [InlineData("sts", 429, "", "Temporary")]
    [InlineData("container", 404, "", "Configuration")]
    [InlineData("metadata", 503, "", "Temporary")]
    public async Task What_nobody_documents_has_a_code_by_its_status(string service, int status, string code, string exit)
    {
        using var server = new CountedServer((_, _) => Answer(service, status, code));
        Assert.Equal(exit, (await FailAsync(server, CallOf(service, ""))).Code.ToString());
    }

    /// <summary>What the SDK says in their place is not AWS's.</summary>
    [Theory]
    [InlineData("kms POST data key")]
    [InlineData("s3 PUT")]
    [InlineData("sts")]
    [InlineData("container")]
    public async Task An_answer_without_words_is_given_none(string call)
    {
        using var server = new CountedServer((_, _) => new(413, ""));
        var whole = CountedServer.Calls.First(one => one.StartsWith(call, StringComparison.Ordinal));
        (var code, var message) = await FailAsync(server, whole);
        Assert.NotEqual(ErrorCode.Internal, code);
        Assert.Contains("413", message, StringComparison.Ordinal);
        Assert.DoesNotContain("(\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_decide_where_a_code_has_two_meanings()
    {
        Assert.Equal("Transient", KindOf("sts", "InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider"));
        Assert.Equal("Final", KindOf("sts", "InvalidIdentityToken", "Incorrect token audience"));
        Assert.Equal("Skewed", KindOf("kms", "InvalidSignatureException", "Signature expired: 20200101T000000Z is now earlier than"));
        Assert.Equal("Skewed", KindOf("sts", "SignatureDoesNotMatch", "Signature not yet current: 20300101T000000Z"));
        Assert.Equal("Final", KindOf("kms", "InvalidSignatureException", "The request signature we calculated does not match"));
        Assert.Contains(
            "SSE-KMS",
            ErrorTable.Of(new AwsError("s3", 403, "AccessDenied", "not authorized to perform: kms:Decrypt on resource: arn")).Hint,
            StringComparison.Ordinal);
    }

    private static string KindOf(string service, string code, string message) =>
        ErrorTable.Of(new AwsError(service, 400, code, message)).Kind.ToString();

    private static async Task<(ErrorCode Code, string Message)> FailAsync(CountedServer server, string call)
    {
        try
        {
            await TimeLimit.RunAsync(
                async end =>
                {
                    await server.CallAsync(call, end);
                    return 0;
                },
                TimeSpan.FromMinutes(1),
                TestContext.Current.CancellationToken,
                patience: new Patience(TimeSpan.Zero));
        }
        catch (CofferException failure)
        {
            return (failure.Code, failure.Message);
        }
        catch (SourceException failure)
        {
            return (failure.Code, failure.Message);
        }

        return (ErrorCode.Internal, "it went well");
    }

    private static string CallOf(string service, string action) => CountedServer.Calls.First(call => call.StartsWith(
        (service, action) switch
        {
            ("kms", "GenerateDataKey") => "kms POST data key",
            ("s3", "PutObject") => "s3 PUT",
            ("s3", "ListObjectsV2") => "s3 GET list",
            ("s3", _) => "s3 GET object",
            _ => service,
        },
        StringComparison.Ordinal));

    private static StandInAnswer Answer(string service, int status, string code) => service switch
    {
        "s3" => new(status, $"<Error><Code>{code}</Code><Message>{Words}</Message></Error>"),
        "sts" => new(status,
            $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{Words}</Message></Error></ErrorResponse>"),
        _ => new(status, string.Create(CultureInfo.InvariantCulture, $"{{\"__type\":\"com.amazonaws.x#{code}\",\"message\":\"{Words}\"}}")),
    };
}
