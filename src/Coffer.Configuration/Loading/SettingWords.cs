using System.Text.RegularExpressions;
using Coffer.Aws;
using Coffer.Core.Configuration;
using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;

namespace Coffer.Configuration.Loading;

/// <summary>
/// Says messages with the settings that the caller made. Those of Core and Aws speak of variables and of coffer.json, as they do not know
/// who asks.
/// </summary>
internal sealed partial class SettingWords
{
    private readonly bool isRepository;
    private readonly Dictionary<string, string> words = [];

    /// <summary>Looks at what is set in code.</summary>
    public SettingWords(CofferOptions options, Func<string, string?> variable)
    {
        isRepository = options.Repository is not null;
        Add(options.Bucket is not null, CofferVariables.Bucket, nameof(CofferOptions.Bucket));
        Add(options.Bucket is not null, CofferVariables.ArticleBucket, nameof(CofferOptions.Bucket));
        Add(options.Environment is not null, CofferVariables.Environment, nameof(CofferOptions.Environment));
        Add(options.Service is not null, CofferVariables.Service, nameof(CofferOptions.Service));
        Add(options.Keys.Count > 0, CofferVariables.Key, nameof(CofferOptions.Keys));
        Add(options.Require.Count > 0, RequiredNames.Variable, nameof(CofferOptions.Require));
        Add(options.Binding is not null, CofferVariables.Binding, nameof(CofferOptions.Binding));
        Add(options.Release is not null, ReleasePin.Variable, nameof(CofferOptions.Release));
        Add(options.Region is not null, "AWS_REGION", nameof(CofferOptions.Region));
        Add(options.Profile is not null, "AWS_PROFILE", nameof(CofferOptions.Profile));
        Add(
            options.Endpoint is not null && AwsSettings.Set(variable("AWS_ENDPOINT_URL")) is null,
            "AWS_ENDPOINT_URL",
            nameof(CofferOptions.Endpoint));
        if (isRepository)
        {
            words[CofferVariables.Key] = "'key' in coffer.json";
            words[CofferVariables.Binding] = "'binding' in coffer.json";
        }
    }

    /// <summary>The same text with the caller's settings in it.</summary>
    public string Of(string text) => Variable().Replace(
        isRepository ? FileOrVariable().Replace(text, "$1") : FileOr().Replace(RegionOfFile().Replace(text, "CofferOptions.Region"), ""),
        found => words.GetValueOrDefault(found.Value, found.Value));

    private void Add(bool isSet, string variable, string option)
    {
        if (isSet)
        {
            words[variable] = $"CofferOptions.{option}";
        }
    }

    // What is said of a variable itself stays.
    [GeneratedRegex("(?:COFFER|AWS|SECRETS)_[A-Z_]+(?! is (?:not )?set)")]
    private static partial Regex Variable();

    /// <summary>Where a repository is named, its file decides.</summary>
    [GeneratedRegex("(coffer\\.json)(?:, | or | and )COFFER_[A-Z_]+")]
    private static partial Regex FileOrVariable();

    /// <summary>Where none is, there is no such file.</summary>
    [GeneratedRegex("coffer\\.json(?:, | or | and )")]
    private static partial Regex FileOr();

    [GeneratedRegex("'region' of the environment in coffer\\.json")]
    private static partial Regex RegionOfFile();
}
