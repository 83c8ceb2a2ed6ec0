using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>One way in which a source of credentials fails.</summary>
/// <param name="Source">Which source.</param>
/// <param name="Failure">How: <c>refused</c>, <c>unknown</c> (a name), or an answer.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Says">What the message has.</param>
/// <param name="Hint">What the next step has.</param>
internal sealed record SourceFailure(string Source, string Failure, int Code, string Says, string Hint);

/// <summary>Source by failure: what is whose fault, what it is called, and what helps there.</summary>
internal static class SourceFailures
{
    private const string Resolver = "the resolver (/etc/resolv.conf)";

    public static IReadOnlyList<SourceFailure> All { get; } =
    [
        new("environment", "half", 78, "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not", "set both"),

        new("web identity", "refused", 69, "cannot be reached (connection refused)", "STS must be reachable"),
        new("web identity", "unknown", 69, "its name is not known", Resolver),
        new("web identity", "silence", 69, "did not answer within", "STS must be reachable"),
        new("web identity", "sts 503 ServiceUnavailable", 75, "answered 503 ServiceUnavailable", "try again later"),
        new("web identity", "sts 400 Throttling", 75, "answered 400 Throttling", "try again later"),
        new("web identity", "sts 400 IDPCommunicationError", 75, "answered 400 IDPCommunicationError", "try again later"),
        new("web identity", "sts 400 ExpiredTokenException", 78, "answered 400 ExpiredTokenException", "has expired"),
        new("web identity", "sts 400 InvalidIdentityToken", 78, "answered 400 InvalidIdentityToken", "identity provider in IAM"),
        new("web identity", "sts 403 AccessDenied", 78, "answered 403 AccessDenied (\"AWS's words\")", "sts:AssumeRoleWithWebIdentity"),
        new("web identity", "sts 403 RegionDisabledException", 78, "RegionDisabledException", "switch the region on"),

        new("role", "refused", 69, "cannot be reached (connection refused)", "STS must be reachable"),
        new("role", "unknown", 69, "its name is not known", Resolver),
        new("role", "sts 403 AccessDenied", 78, "answered 403 AccessDenied (\"AWS's words\")", "sts:AssumeRole"),
        new("role", "sts 403 InvalidClientTokenId", 77, "answered 403 InvalidClientTokenId", "aws configure list"),
        new("role", "sts 403 ExpiredToken", 78, "answered 403 ExpiredToken", "has expired"),
        new("role", "skewed", 78, "this machine's clock is wrong: it says 20", "set the clock"),
        new("role", "sts 500 InternalFailure", 75, "answered 500 InternalFailure", "try again later"),

        new("sso", "refused", 69, "cannot be reached (connection refused)", "SSO must be reachable"),
        new("sso", "unknown", 69, "its name is not known", Resolver),
        new("sso", "json 401 UnauthorizedException", 78, "does not take the token of the last login", "aws sso login --profile app"),
        new("sso", "json 403 ForbiddenException", 78, "refuses the role 'reader' of account", "aws sso list-account-roles"),
        new("sso", "json 404 ResourceNotFoundException", 78, "answered 404 ResourceNotFoundException", "aws sso list-account-roles"),
        new("sso", "json 429 TooManyRequestsException", 75, "answered 429 TooManyRequestsException", "try again later"),
        new("sso", "json 503 ServiceUnavailable", 75, "answered 503 ServiceUnavailable", "try again later"),

        new("process", "exit 3", 78, "credential_process ended with exit code 3", "run it by hand"),
        new("process", "missing", 78, "credential_process cannot be started", "the whole path of the program"),
        new("process", "words", 78, "credential_process: it answered what is no JSON object", "run it by hand"),
        new("process", "expired", 78, "it gave credentials that expired at 2020-01-01 00:00:00 UTC", "clock"),

        new("agent", "refused", 69, "cannot be reached (connection refused)", "what answers at AWS_CONTAINER_CREDENTIALS_FULL_URI"),
        new("agent", "unknown", 69, "its name is not known", Resolver),
        new("agent", "json 401 Unauthorized", 78, "answered 401 Unauthorized", "AWS_CONTAINER_AUTHORIZATION_TOKEN"),
        new("agent", "json 403 AccessDeniedException", 78, "answered 403 AccessDeniedException", "AWS_CONTAINER_AUTHORIZATION_TOKEN"),
        new("agent", "json 404 ResourceNotFoundException", 78, "answered 404 ResourceNotFoundException", "FULL_URI"),
        new("agent", "json 429 ThrottlingException", 75, "answered 429 ThrottlingException", "try again later"),
        new("agent", "json 500 InternalServerException", 75, "answered 500 InternalServerException", "try again later"),
        new("agent", "silence", 69, "did not answer within 2 s", "what answers at"),
        new("agent", "html", 69, "it answered what is no JSON object", "what answers at"),
        new("agent", "expired", 78, "it gave credentials that expired at 2020-01-01 00:00:00 UTC; this machine says 20", "clock"),

        new("metadata", "refused", 69, "cannot be reached (connection refused)", "--http-put-response-hop-limit 2"),
        new("metadata", "silence", 78, "did not answer within 1 s", "--http-put-response-hop-limit 2"),
        new("metadata", "no token", 78, "answered 403", "AWS_EC2_METADATA_DISABLED"),
        new("metadata", "no role", 78, "the instance has no role", "give the task or the pod a role"),
        new("metadata", "AssumeRoleUnauthorizedAccess", 78, "it answered AssumeRoleUnauthorizedAccess (\"AWS's words\")",
            "ec2.amazonaws.com"),
        new("metadata", "503", 75, "answered 503", "try again later"),
        new("metadata", "html", 69, "it answered what is no JSON object", "give the instance a role"),
    ];

    /// <summary>What the stand-in says.</summary>
    public static StandInAnswer Answer(StandInRequest request, string failure, CredentialWorld world) => failure.Split(' ') switch
    {
        ["silence"] => StandInAnswer.Silence,
        ["html"] => Metadata(request, 200) ?? new(200, "<html>sign in at the portal</html>"),
        ["expired"] => new(200, world.Json(expiration: "2020-01-01T00:00:00Z")),
        ["AssumeRoleUnauthorizedAccess"] => Metadata(request, 200)
            ?? new(200, "{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"AWS's words\"}"),
        ["no", "token"] => new(403, ""),
        ["no", "role"] => Metadata(request, 404) ?? new(404, ""),
        ["503"] => Metadata(request, 200) ?? new(503, ""),
        ["sts", var status, var code] => Sts(int.Parse(status, null), code),
        ["skewed"] => Sts(403, "SignatureDoesNotMatch") with
        {
            Headers = new Dictionary<string, string> { ["Date"] = "Tue, 01 Jan 2030 00:00:00 GMT" },
        },
        ["json", var status, var code] => new(int.Parse(status, null), $$"""{"code":"{{code}}","message":"AWS's words"}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };

    private static StandInAnswer Sts(int status, string code) => new(
        status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>AWS's words</Message></Error></ErrorResponse>");

    /// <summary>What the metadata service says before its last answer; null for that one, and for other services.</summary>
    private static StandInAnswer? Metadata(StandInRequest request, int status) => request.Path switch
    {
        "/latest/api/token" => new(200, "the-token"),
        "/latest/meta-data/iam/security-credentials/" => new(status, status == 200 ? "reader\n" : ""),
        _ => null,
    };
}
