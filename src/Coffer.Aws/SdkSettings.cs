using System.Runtime.CompilerServices;
using Amazon.Runtime.Internal;
using Coffer.Aws.Credentials;

namespace Coffer.Aws;

/// <summary>
/// Settings that the SDK reads by itself, and ends the process at where it does not understand them, whether they are used or not. They are
/// looked at before it is: an error has their name. All that it reads, and what each does here: docs/manual/aws-settings.md.
/// </summary>
internal static class SdkSettings
{
    private static readonly (string Name, Func<string, bool> IsKnown, string Says)[] Variables =
    [
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", IsUrl, "is no URL"),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", IsBoolean, "is neither 'true' nor 'false'"),
        ("AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", IsBoolean, "is neither 'true' nor 'false'"),
        ("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", IsKindOfEndpoint, "is neither 'legacy' nor 'regional'"),
    ];

    /// <summary>Whether the SDK may be used.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/>: a setting has a value that it does not take.</exception>
    public static void Require(Func<string, string?> variable)
    {
        foreach (var (name, isKnown, says) in Variables)
        {
            if (AwsSettings.Set(variable(name)) is { } value && !isKnown(value))
            {
                throw Refusal($"{name} {says}", "set it right, or unset it");
            }
        }

        if (!ProfileFiles.MayExist(variable))
        {
            return;
        }

        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(FallbackInternalConfigurationFactory).TypeHandle);
        }
        catch (TypeInitializationException)
        {
            // A file that is malformed is said with its line.
            _ = ProfileFiles.Find(ProfileFiles.Chosen(variable), variable);
            throw Refusal(
                $"a setting of the AWS profile '{ProfileFiles.Chosen(variable)}' is not understood",
                "ec2_metadata_service_endpoint must be a URL, and sso_session must name a section [sso-session NAME] that is there");
        }
    }

    private static CofferException Refusal(string cause, string hint) => new(ErrorCode.Configuration, cause, hint);

    private static bool IsUrl(string value) => Uri.IsWellFormedUriString(value, UriKind.Absolute);

    private static bool IsBoolean(string value) => bool.TryParse(value, out _);

    private static bool IsKindOfEndpoint(string value) =>
        value.Equals("legacy", StringComparison.OrdinalIgnoreCase) || value.Equals("regional", StringComparison.OrdinalIgnoreCase);
}
