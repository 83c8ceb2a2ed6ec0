using Coffer.Core.Configuration;
using Coffer.Core.Model;

namespace Coffer.Configuration.Loading;

/// <summary>What options and variables say together: an option goes before its variable.</summary>
internal static class AccessSettings
{
    private const string OwnRelease = "set CofferOptions.Release in place of COFFER_RELEASE";

    // What goes before a profile in the standard chain: a profile that is named is meant.
    private static readonly string[] BeforeProfile =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN",
        "AWS_ROLE_SESSION_NAME",
    ];

    /// <summary>The settings.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> for one that cannot be used.</exception>
    public static RuntimeSettings Of(CofferOptions options, Func<string, string?> variable)
    {
        if (!options.Enabled)
        {
            return new RuntimeSettings(null, null, null, null, null, null);
        }

        OptionRules.Require(options);
        return Merge(options, RuntimeSettings.From(variable));
    }

    /// <summary>The variables, with the profile and the region of the options in their places.</summary>
    public static Func<string, string?> Variables(CofferOptions options, Func<string, string?> variable)
    {
        var profile = options.Profile ?? options.AwsProfile;
        return name => name switch
        {
            "AWS_REGION" when options.AwsRegion is { } region => region,
            "AWS_PROFILE" when profile is not null => profile,
            _ when profile is not null && BeforeProfile.Contains(name) => null,
            _ => variable(name),
        };
    }

    private static RuntimeSettings Merge(CofferOptions options, RuntimeSettings variables)
    {
        var bucket = options.Bucket ?? variables.Bucket;
        var service = options.Service ?? variables.Service;
        var merged = variables with
        {
            Bucket = bucket,
            Service = service,
            Environment = options.Environment ?? variables.Environment,
            Keys = options.Keys.Count > 0 ? [.. options.Keys.Select(key => KeyName.Parse(key, "CofferOptions.Keys"))] : variables.Keys,
            Require = options.Require.Count > 0 ? new RequiredNames([.. options.Require]) : variables.RequireOf([service]),
            Binding = options.Binding is { } binding ? CofferConfiguration.BindingOf(binding, "CofferOptions.Binding") : variables.Binding,
        };
        return options.Release is { } release ? merged.With(release, "CofferOptions.Release")
            : options.Repository is null && IsOfVariables(bucket, service, variables) ? merged
            : merged.With(null, "");
    }

    // It is of the variables' bucket and service. Where they do not say which, pinned would become unpinned without a word.
    private static bool IsOfVariables(string? bucket, string? service, RuntimeSettings variables) =>
        variables.HasRelease && (bucket, service) == (variables.RequireBucket(OwnRelease), variables.RequireService(OwnRelease));
}
