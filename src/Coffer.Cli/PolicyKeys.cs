using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Iam.Documents;

namespace Coffer.Cli;

/// <summary>The keys of an environment as a policy needs them: an ARN each, for KMS reads no alias in a policy's resource.</summary>
internal static class PolicyKeys
{
    private const string KeyResource = "key/";
    private const string AliasResource = "alias/";

    /// <summary>The keys' ARNs: as they are given, as coffer.json has them, or as KMS tells them.</summary>
    /// <param name="app">The world.</param>
    /// <param name="settings">The environment.</param>
    /// <param name="given">ARNs of the command line; they take the place of what is configured.</param>
    /// <param name="cancellation">Cancels.</param>
    public static async Task<IReadOnlyList<Arn>> OfAsync(
        App app, EnvironmentSettings settings, string[] given, CancellationToken cancellation)
    {
        var keys = new List<Arn>();
        foreach (var key in given)
        {
            keys.Add(Given("--key", key));
        }

        foreach (var key in given.Length == 0 ? settings.Keys : [])
        {
            keys.Add(KeyArn(key.Text) ?? await AskAsync(app, settings, key, cancellation));
        }

        return keys.Select(key => key.Partition).Distinct().Count() == 1
            ? [.. keys.Distinct()]
            : throw new CofferException(
                ErrorCode.Configuration,
                $"the keys of '{settings.Name}' are in several partitions "
                    + $"({string.Join(", ", keys.Select(key => key.Partition).Distinct())})",
                "no role works in more than one: keep the keys of one partition");
    }

    /// <summary>The ARN of a key that an option gives; an error of usage where it is none.</summary>
    public static Arn Given(string option, string text) => KeyArn(text) ?? throw new CofferException(
        ErrorCode.Usage,
        $"what follows '{option}' is not the ARN of a key",
        "it looks like arn:aws:kms:<region>:<account>:key/<id>; 'aws kms describe-key' shows it");

    /// <summary>The alias that authors know the key by; where coffer.json has none, the Terraform module's.</summary>
    public static string Alias(EnvironmentSettings settings) =>
        settings.Keys.FirstOrDefault(key => key.IsAlias)?.Resource ?? $"{AliasResource}{settings.Name}-secrets";

    private static async Task<Arn> AskAsync(App app, EnvironmentSettings settings, KeyName key, CancellationToken cancellation)
    {
        try
        {
            var names = app.Aws(settings).KeyNames;
            var arn = await Deadline.RunAsync(limit => names.ArnOfAsync(key, limit), cancellation);
            return KeyArn(arn.Text)
                ?? throw new CofferException(
                    ErrorCode.Unreachable, $"kms:DescribeKey answered '{arn}' for '{key}', which is not the ARN of a key");
        }
        catch (CofferException exception)
        {
            throw new CofferException(
                exception.Code,
                $"a policy needs the key's ARN, and '{key}' of '{settings.Name}' is none: {exception.Message}",
                $"give the ARN with --key, or in {CofferConfiguration.FileName}{(exception.Hint is { } hint ? $"; or {hint}" : "")}",
                exception);
        }
    }

    /// <summary>The ARN of a key, whole and without wildcards, since it goes into policies; null where the text is none.</summary>
    public static Arn? KeyArn(string text) =>
        Arn.TryParse(text, out var arn)
        && arn is { Service: "kms", Region.Length: > 0, Account.Length: > 0 }
        && arn.Resource.StartsWith(KeyResource, StringComparison.Ordinal)

        && new[] { arn.Partition, arn.Region, arn.Account, arn.Resource[KeyResource.Length..] }
            .All(part => AddressGrammar.SegmentProblem(part) is null)
            ? arn
            : null;
}
