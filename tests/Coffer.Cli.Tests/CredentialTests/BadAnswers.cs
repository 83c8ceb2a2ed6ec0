using Coffer.Cli.Tests.Processes;
using Xunit;

namespace Coffer.Cli.Tests.CredentialTests;

/// <summary>The ways in which a service that should give keys does not.</summary>
internal static class BadAnswers
{
    private const string Past = "2020-01-01T00:00:00Z";

    public static TheoryData<string, int, string> All { get; } = new()
    {
        { "forbidden", 78, "answered 403 AccessDenied" },
        { "html", 69, "it answered what is no JSON object" },
        { "list", 69, "it answered what is no JSON object" },
        { "empty", 69, "it answered nothing" },
        { "cut", 69, "broke the connection off" },
        { "no secret", 69, "it answered without 'SecretAccessKey'" },
        { "silence", 69, "did not answer within" },
        { "fails", 75, "answered 500" },
        { "expired", 78, "it gave credentials that expired at 2020-01-01 00:00:00 UTC" },
        { "no time", 69, "it answered with a 'Expiration' that is no time" },
    };

    public static StandInAnswer Of(string name, CredentialWorld world, string token = "Token") => name switch
    {
        "forbidden" => new(403, """{"code":"AccessDenied","message":"leaks nothing"}"""),
        "html" => new(200, "<html>sign in at the portal</html>"),
        "list" => new(200, "[]"),
        "empty" => new(200, ""),
        "cut" => new(200, world.Json(token)) { BrokenAfter = 20 },
        "no secret" => new(200, """{"AccessKeyId":"ASIAEXAMPLE","Token":"t"}"""),
        "silence" => StandInAnswer.Silence,
        "fails" => new(500, "it is broken"),
        "expired" => new(200, world.Json(token, Past)),
        "no time" => new(200, world.Json(token, "soon")),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
