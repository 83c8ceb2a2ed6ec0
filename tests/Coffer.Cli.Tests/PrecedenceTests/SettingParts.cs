using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coffer.Cli.Tests.NetworkTests;
using Coffer.Cli.Tests.Processes;

namespace Coffer.Cli.Tests.PrecedenceTests;

/// <content>What the table is made of: what is set beside a setting, and how it is seen which value was taken.</content>
internal static partial class Settings
{
    private static Source EndpointField =>
        new("coffer.json endpoint", (scene, value) => scene.Environment["endpoint"] = scene.UrlOf(value));

    private static Source EndpointOfProfile =>
        new("the profile", (scene, value) => scene.Say(Config, "default", "endpoint_url", scene.UrlOf(value))) { IsMeaningless = true };

    private static Source[] Endpoints(string service) => [Source.Url($"AWS_ENDPOINT_URL_{service}"), Source.Url("AWS_ENDPOINT_URL")];

    private static Source Alias(Source source) => source with { Say = (scene, value) => source.Say(scene, "alias/" + value) };

    // Where the weaker says the default, the stronger is seen by its other value, and the other way round.
    private static IEnumerable<Setting> Both(
        string name, (string One, string Other) values, string[] arguments, Func<Scene, string?> seen, params Source[] sources) =>
        [
            new(name, arguments, Usual, values, seen, sources),
            new(name, arguments, Usual, (values.Other, values.One), seen, sources),
        ];

    // What is set beside.

    private static void OfVariables(Scene scene, string accessKey) =>
        (scene.Variables["AWS_ACCESS_KEY_ID"], scene.Variables["AWS_SECRET_ACCESS_KEY"]) = (accessKey, "secret");

    private static void NoRegion(Scene scene)
    {
        OfVariables(scene, "AKIDA");
        scene.Variables["AWS_ENDPOINT_URL"] = scene.A.Url;
    }

    private static void NoEndpoint(Scene scene)
    {
        OfVariables(scene, "AKIDA");
        scene.Variables["AWS_REGION"] = "us-east-1";
    }

    private static void Usual(Scene scene)
    {
        NoEndpoint(scene);
        scene.Variables["AWS_ENDPOINT_URL"] = scene.A.Url;
    }

    private static void Asking(Scene scene) =>
        (scene.Variables["AWS_REGION"], scene.Variables["AWS_ENDPOINT_URL"]) = ("us-east-1", scene.A.Url);

    private static void AssumesRole(Scene scene)
    {
        scene.Variables["AWS_ENDPOINT_URL_KMS"] = scene.A.Url;
        scene.Variables["AWS_PROFILE"] = "app";
        scene.Say(Config, "profile app", "role_arn", Role);
        scene.Say(Config, "profile app", "source_profile", "base");
        scene.Keys(Config, "profile base", "AKIDA");
    }

    private static void SignsOn(Scene scene, string token, string until)
    {
        scene.Variables["AWS_ENDPOINT_URL_KMS"] = scene.A.Url;
        scene.Variables["AWS_REGION"] = "us-east-1";
        scene.Variables["AWS_PROFILE"] = "app";
        scene.Say(Config, "profile app", "sso_session", "corp");
        scene.Say(Config, "profile app", "sso_account_id", "111122223333");
        scene.Say(Config, "profile app", "sso_role_name", "reader");
        scene.Say(Config, "sso-session corp", "sso_region", "us-east-1");
        scene.Say(Config, "sso-session corp", "sso_start_url", "https://corp.example/start");
        scene.File($"home/.aws/sso/cache/{NetworkClient.NameOfCorp}.json", $$"""
            {"accessToken":"{{token}}","expiresAt":"{{until}}","refreshToken":"r","clientId":"c","clientSecret":"s",
            "registrationExpiresAt":"2100-01-01T00:00:00Z"}
            """);
    }

    private static void Container(Scene scene)
    {
        Usual(scene);
        scene.Variables["COFFER_ENVIRONMENT"] = "staging";
        scene.Variables["COFFER_SERVICE"] = "api";
    }

    // What was taken.

    private static string? Signed(Scene scene, string service, int part) => scene.Requests
        .Select(request => Regex.Match(
            request.Headers.GetValueOrDefault("Authorization", ""), $"Credential=([^/]+)/[0-9]+/([^/]+)/{service}/"))
        .FirstOrDefault(static match => match.Success)?.Groups[part].Value;

    private static string? Asked(Scene scene, Func<StandInRequest, bool> what) =>
        (scene.A.Requests.Any(what), scene.B.Requests.Any(what)) switch
        {
            (true, false) => "A",
            (false, true) => "B",
            (true, true) => "both",
            _ => null,
        };

    private static string? Asked(Scene scene) => Asked(scene, static _ => true);

    private static string? AskedAt(Scene scene, string path) =>
        Asked(scene, request => request.Path.StartsWith(path, StringComparison.Ordinal));

    private static string? AskedFor(Scene scene, string text) =>
        Asked(scene, request => request.BodyText.Contains(text, StringComparison.Ordinal));

    private static JsonNode? AskedOfKms(Scene scene) =>
        scene.Requests.FirstOrDefault(static request => request.Headers.ContainsKey("X-Amz-Target")) is { } request
            ? JsonNode.Parse(request.BodyText)
            : null;

    private static string? Key(Scene scene) => AskedOfKms(scene)?["KeyId"]?.GetValue<string>()["alias/".Length..];

    private static string? Binding(Scene scene) =>
        AskedOfKms(scene) is not { } asked ? null : asked["EncryptionContext"] is JsonObject { Count: > 0 } ? "bound" : "none";

    private static string? Format(Scene scene) =>
        scene.Requests.Select(static request => request.Headers.GetValueOrDefault("X-Amz-Target")).OfType<string>().FirstOrDefault() switch
        {
            "TrentService.Encrypt" => "kms",
            "TrentService.GenerateDataKey" => "envelope",
            var other => other,
        };

    private static string? Listed(Scene scene, int part) => scene.Requests
        .Select(static request => Regex.Match(request.Path, @"^/([^/?]+)/?\?(?=.*list-type=2).*prefix=([^&%]+)"))
        .FirstOrDefault(static match => match.Success)?.Groups[part].Value;

    private static string? Initialized(Scene scene) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(scene.Checkout, "coffer.json")))!["environments"]!["other"]?["region"]?.GetValue<string>();
}
