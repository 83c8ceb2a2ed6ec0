using Coffer.Aws;
using Coffer.Core.Model;

namespace Coffer.Configuration.Loading;

/// <summary>What options must be, whatever the variables say: told before anything is asked.</summary>
internal static class OptionRules
{
    // What timers take: less than 25 and 50 days. Nobody waits a day for a load.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(30);

    /// <summary>Refuses options that cannot be used.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the option's name.</exception>
    public static void Require(CofferOptions options)
    {
        NotEmpty(options.Bucket, nameof(CofferOptions.Bucket));
        NotEmpty(options.Repository, nameof(CofferOptions.Repository));
        NotEmpty(options.Region, nameof(CofferOptions.Region));
        _ = options.Bucket is { } bucket ? PlaceNames.Bucket(bucket, "CofferOptions.Bucket") : null;
        _ = options.Region is { } region ? PlaceNames.Region(region, "CofferOptions.Region") : null;
        NotEmpty(options.Profile, nameof(CofferOptions.Profile));
        NotEmpty(options.KeyPrefix, nameof(CofferOptions.KeyPrefix));
        if (options.KeyPrefix is { } prefix && (prefix.Split(':').Contains("") || prefix.Any(char.IsControl)))
        {
            throw Wrong(
                "KeyPrefix has an empty part, or a character that nobody sees",
                "it is a section, for example 'Secrets' or 'Secrets:Api', without ':' at its ends");
        }

        Segment(options.Environment, nameof(CofferOptions.Environment));
        Segment(options.Service, nameof(CofferOptions.Service));
        if (options.Repository is not null && options.Bucket is not null)
        {
            throw Wrong("Bucket and Repository are both set", "set the one to load from");
        }

        // A request without a key would let KMS open what any key has sealed.
        if (options.Keys.Any(string.IsNullOrWhiteSpace))
        {
            throw Wrong("Keys has an empty one", "add ARNs, ids or aliases; without any, it is COFFER_KEY or alias/secrets");
        }

        if (options.Require.Any(name => name is null || AddressGrammar.PathProblem(name) is not null))
        {
            throw Wrong("Require has what is not the name of a secret", "add names such as db-password or tls/server.key");
        }

        if (options.Endpoint is { } endpoint && !AwsSettings.IsProtected(endpoint))
        {
            throw Wrong(
                "Endpoint is neither an https URL nor an http URL of this machine", "plaintext would travel unencrypted; use https");
        }

        if (options.Endpoint is { } server && !AwsSettings.IsOnlyServerAndPath(server))
        {
            throw Wrong("Endpoint has more than a server and a path", "write https://HOST:PORT; no user, and nothing behind '?' or '#'");
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > LongestTimeout)
        {
            throw Wrong("Timeout must be more than zero and at most a day", "30 seconds is usual");
        }

        if (options.ReloadInterval < ShortestInterval || options.ReloadInterval > LongestInterval)
        {
            throw Wrong(
                "ReloadInterval must be a second to 30 days",
                "each reload asks KMS for every secret; minutes are usual, and null is never");
        }
    }

    /// <summary>An option that cannot be used.</summary>
    public static CofferException Wrong(string problem, string hint) => new(ErrorCode.Configuration, $"CofferOptions.{problem}", hint);

    private static void NotEmpty(string? value, string option)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            throw Wrong($"{option} is empty", "set it, or leave it null: then the variable counts");
        }
    }

    private static void Segment(string? value, string option)
    {
        if (value is not null && AddressGrammar.SegmentProblem(value) is { } problem)
        {
            throw Wrong($"{option} cannot be used: {problem}", "it is one segment of a secret's address, for example 'api'");
        }
    }
}
