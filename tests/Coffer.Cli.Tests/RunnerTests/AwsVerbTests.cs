using Xunit;

namespace Coffer.Cli.Tests.RunnerTests;

public sealed class AwsVerbTests : IDisposable
{
    private const string Logged = "local-aws --log\nkey secrets\n";
    private const string Configured = "-- coffer.json --\n{ \"environments\": { \"staging\": {} } }\n";

    private readonly FakeAws aws = new();

    public void Dispose() => aws.Dispose();

    [Fact]
    public async Task Local_aws_sets_what_a_client_needs() => await aws.PassesAsync($"""
        grep '^--data d --port 0$' arguments
        kill-local-aws
        local-aws fake --data d
        grep '^--data d --port 0$' arguments
        exec env
        stdout '^AWS_ENDPOINT_URL=http://127\.0\.0\.1:{aws.Port}$'
        stdout '^AWS_REGION=us-east-1$'
        stdout '^AWS_ACCESS_KEY_ID=test$'
        stdout '^AWS_SECRET_ACCESS_KEY=test$'
        exec sh -c 'echo "$AWS_ENDPOINT_URL"'
        cmp stdout endpoint
        """.Replace("grep '^--data d --port 0$' arguments\nkill", "grep '^--port 0$' arguments\nkill", StringComparison.Ordinal),
        "-- endpoint --\nhttp://127.0.0.1:$PORT\n");

    [Fact]
    public async Task Keys_are_made_and_switched()
    {
        await aws.PassesAsync("key secrets eu-west-1\ndisable-key alias/secrets\nenable-key secrets\nexec echo $KEY_ID $KEY_ARN\nstdout "
            + "'^1234 arn:aws:kms:'");

        Assert.Equal(
            [
                "TrentService.CreateKey eu-west-1 {}",
                """TrentService.CreateAlias eu-west-1 {"AliasName":"alias/secrets","TargetKeyId":"1234"}""",
                """TrentService.DescribeKey eu-west-1 {"KeyId":"alias/secrets"}""",
                """TrentService.DisableKey eu-west-1 {"KeyId":"1234"}""",
                """TrentService.DescribeKey eu-west-1 {"KeyId":"alias/secrets"}""",
                """TrentService.EnableKey eu-west-1 {"KeyId":"1234"}""",
            ],
            aws.Requests);
    }

    [Fact]
    public async Task Kms_seals_and_opens_with_a_context()
    {
        await aws.PassesAsync(
            "kms-encrypt secrets plain sealed a=b,c=d=e\ngrep '^sealed$' sealed\nkms-decrypt sealed opened a=b eu-west-1\ngrep '^opened$' "
                + "opened",
            "-- plain --\nvalue\n");

        Assert.Equal(
            [
                """TrentService.Encrypt us-east-1 {"EncryptionContext":"""
                    + """{"a":"b","c":"d=e"},"KeyId":"alias/secrets","Plaintext":"dmFsdWUK"}""",
                """TrentService.Decrypt eu-west-1 {"CiphertextBlob":"c2VhbGVk","EncryptionContext":{"a":"b"}}""",
            ],
            aws.Requests);
    }

    [Fact]
    public async Task Objects_are_put_and_got()
    {
        await aws.PassesAsync(
            "bucket b eu-west-1\nput-object s3://b/x/y file\nget-object s3://b/k got\ngrep ^object$ got", "-- file --\ncontent\n");

        string[] requests = [.. aws.Requests];
        Assert.StartsWith("PUT /b/ eu-west-1 ", requests[0], StringComparison.Ordinal);
        Assert.Matches("<LocationConstraint[^>]*>eu-west-1</LocationConstraint>", requests[0]);
        Assert.StartsWith("PUT /b/x/y eu-west-1 ", requests[1], StringComparison.Ordinal);
        Assert.Contains("content\n", requests[1], StringComparison.Ordinal);
        Assert.StartsWith("GET /b/k eu-west-1 ", requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_kept_and_deleted()
    {
        await aws.PassesAsync(
            "keep-versions b\nput-object s3://b/versioned file\nexec echo $VERSION_ID\nstdout-is \"v7\\n\"\n"
                + "delete-object s3://b/k $VERSION_ID\ndelete-object s3://b/k\nexec echo \"<$VERSION_ID>\"\nstdout-is \"<>\\n\"",
            "-- file --\ncontent\n");

        string[] requests = [.. aws.Requests];
        Assert.StartsWith("PUT /b/?versioning us-east-1 ", requests[0], StringComparison.Ordinal);
        Assert.Contains("<Status>Enabled</Status>", requests[0], StringComparison.Ordinal);
        Assert.Equal(["DELETE /b/k?versionId=v7 us-east-1 ", "DELETE /b/k us-east-1 "], requests[2..]);
    }

    [Theory]
    [InlineData("local-aws fake", "a local-aws is running already")]
    [InlineData("kill-local-aws\nkill-local-aws", "no local-aws is running")]
    [InlineData("kill-local-aws\nkey a", "no local-aws is running")]
    [InlineData("get-object b/k f", "'b/k' is not s3://BUCKET/KEY")]
    [InlineData("get-object s3://missing/key f", "AmazonS3Exception")]
    [InlineData("delete-object b/k", "'b/k' is not s3://BUCKET/KEY")]
    [InlineData("delete-object s3://missing/key", "AmazonS3Exception")]
    [InlineData("get-object s3://b/k ../../f", "is outside the script's directory")]
    [InlineData("kms-encrypt a fake out x", "a context is NAME=VALUE")]
    public async Task What_cannot_be_done_fails(string lines, string because) => await aws.FailsAsync(lines, because);

    [Fact]
    public async Task The_log_is_that_of_the_last_command() => await Scripted.PassesAsync(Logged
        + "coffer set staging/api/x --generate\naws-log '^kms Encrypt 200$'\n! aws-log Decrypt\n! aws-log read-so-far\n"
        + "coffer exec staging/api -- true\naws-log '^kms Decrypt 200$'\n! aws-log Encrypt\nexec true\n! aws-log .\n" + Configured);

    [Theory]
    [InlineData("aws-log Decrypt", "what was asked of AWS does not match:\nkms Encrypt 200\n")]
    [InlineData("! aws-log Encrypt", "what was asked of AWS matches:\nkms Encrypt 200\n")]
    public async Task The_log_is_asserted_both_ways(string line, string because) =>
        await Scripted.FailsAsync(Logged + "coffer set staging/api/x --generate\n" + line + "\n" + Configured, because);

    [Fact]
    public async Task Without_a_log_nothing_is_asserted_of_it() => await Scripted.FailsAsync(
        "local-aws\nexec true\n! aws-log Decrypt\n", "coffer-local keeps no log without --log");

    [Fact]
    public async Task A_server_that_does_not_listen_fails_with_what_it_said() => await Scripted.FailsAsync(
        "env COFFER_LOCAL_BIN=/bin/sh\nlocal-aws f\nexec true\nexit 0\n-- f --\necho the port is taken >&2\nexit 3\n",
        "coffer-local ended with 3 and did not say that it listens\nstdout: \nstderr: the port is taken");

    [Fact]
    public async Task A_server_that_prints_a_secret_fails() => await Scripted.FailsAsync(
        "canary tulip-4711\ncanary-file f\nenv COFFER_LOCAL_BIN=/bin/sh\nlocal-aws f\nexec true\nexit 0\n"
        + "-- f --\necho tulip-4711 >&2\necho listening on http://127.0.0.1:1\nexec sleep 60\n",
        "a canary is in what coffer-local printed (raw)");
}
