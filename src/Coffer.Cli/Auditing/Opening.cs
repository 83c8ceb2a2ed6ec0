using System.Globalization;
using System.Text.Json;
using Coffer.Cli.Access;
using Coffer.Core.Configuration;

namespace Coffer.Cli.Auditing;

/// <summary>A call that opened a secret, or gave a way to it, or was refused.</summary>
/// <param name="Time">When.</param>
/// <param name="Action">KMS's name for it.</param>
/// <param name="Environment">The environment of the encryption context; of the key, where there is no context.</param>
/// <param name="Secret"><c>service/name</c> of the context; null where it names none.</param>
/// <param name="Key">The ARN of the key; null where the call was refused before one was known.</param>
/// <param name="By">Who.</param>
/// <param name="Error">KMS's code, where it refused.</param>
/// <param name="Source">The network address it came from.</param>
internal sealed record Opening(
    DateTimeOffset Time, string Action, string Environment, string? Secret, string? Key, TrailCaller By, string? Error, string Source)
{
    private const string Any = "*";
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    // ReEncrypt gives the plaintext to who can open under the other key, a grant to who gets it.
    private static readonly string[] OpeningOperations = ["Decrypt", "ReEncryptFrom", "CreateGrant"];

    /// <summary>The secret's address; words in brackets in place of a name that is not told.</summary>
    public string Address => $"{Environment}/{Secret ?? (Action == "CreateGrant" ? "(all)" : "(not bound)")}";

    /// <summary>Why, in the caller's own words, as the user agent has them; null where it has none. Nobody has checked them.</summary>
    public string? Reason { get; init; }

    /// <summary>The service; null where it is not told.</summary>
    public string? Service => Secret?.Split('/')[0];

    /// <summary>Reads an event.</summary>
    /// <param name="told">The event: https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html</param>
    /// <param name="keys">The keys of environments, for what has no context: an environment by the ARN of its key.</param>
    /// <returns>Null where it opens no secret of Coffer's.</returns>
    /// <exception cref="CofferException"><see cref="ErrorCode.Malformed"/>: it has no time.</exception>
    public static Opening? Of(JsonElement told, IReadOnlyDictionary<string, string> keys)
    {
        if (told.Text("eventSource") != "kms.amazonaws.com" || told.Text("eventName") is not { } action)
        {
            return null;
        }

        var asked = told.Object("requestParameters");
        if (action is not ("Decrypt" or "ReEncrypt" or "CreateGrant") || (action == "CreateGrant" && !Opens(asked)))
        {
            return null;
        }

        var context = ContextOf(action, asked);
        var key = told.List("resources").Select(resource => resource.Text("ARN")).OfType<string>().FirstOrDefault();
        var environment = context?.Text("environment") ?? (key is null || HasPairs(context) ? null : keys.GetValueOrDefault(key));
        if (environment is null)
        {
            return null;
        }

        var service = context?.Text("service");
        var secret = service is null ? null : $"{service}/{context?.Text("secret") ?? Any}";
        return new Opening(
            TimeOf(told), action, environment, secret, key, TrailCaller.Of(told.Object("userIdentity")), told.Text("errorCode"),
            told.Text("sourceIPAddress") ?? "")
        {
            Reason = CallReason.In(told.Text("userAgent") ?? ""),
        };
    }

    private static bool Opens(JsonElement? grant) =>
        grant?.Texts("operations").Any(operation => OpeningOperations.Contains(operation)) == true;

    private static JsonElement? ContextOf(string action, JsonElement? asked) => action switch
    {
        "Decrypt" => asked?.Object("encryptionContext"),
        "ReEncrypt" => asked?.Object("sourceEncryptionContext"),
        _ => asked?.Object("constraints") is { } constraints
            ? constraints.Object("encryptionContextEquals") ?? constraints.Object("encryptionContextSubset")
            : null,
    };

    // What has pairs of somebody else's is of somebody else.
    private static bool HasPairs(JsonElement? context) => context?.EnumerateObject().Any() == true;

    private static DateTimeOffset TimeOf(JsonElement told) =>
        DateTimeOffset.TryParse(told.Text("eventTime"), CultureInfo.InvariantCulture, AsUtc, out var time)
            ? time
            : throw new CofferException(
                ErrorCode.Malformed, "an event has no time that can be read", "take the file from its source again");
}
