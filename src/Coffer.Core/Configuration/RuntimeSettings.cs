using Coffer.Core.Formats.Releases;
using Coffer.Core.Model;

namespace Coffer.Core.Configuration;

/// <summary>What a container is told by environment variables.</summary>
/// <param name="Bucket"><c>COFFER_BUCKET</c>, or where that is unset <c>SECRETS_BUCKET_NAME</c>.</param>
/// <param name="Environment"><c>COFFER_ENVIRONMENT</c>: needed to check bindings.</param>
/// <param name="Service"><c>COFFER_SERVICE</c>.</param>
/// <param name="Keys"><c>COFFER_KEY</c>: key ARNs, separated by commas or spaces; null where it is unset.</param>
/// <param name="Binding"><c>COFFER_BINDING</c>; null where it is unset.</param>
/// <param name="Release"><c>COFFER_RELEASE</c>: the release of that bucket and service that is loaded; null where it is unset.</param>
internal sealed record RuntimeSettings(
    string? Bucket, string? Environment, string? Service, IReadOnlyList<KeyName>? Keys, Binding? Binding, ReleasePin? Release)
{
    /// <summary>All variables of this kind start with it; <c>exec</c> does not pass them on.</summary>
    public const string Prefix = "COFFER_";

    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>Reads the variables.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the variable.</exception>
    public static RuntimeSettings From(Func<string, string?> variable)
    {
        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;

        string? Segment(string name) => Value(name) is not { } value ? null
            : AddressGrammar.SegmentProblem(value) is { } problem
                ? throw new CofferException(ErrorCode.Configuration, $"{name} cannot be used: {problem}")
                : value;

        return new RuntimeSettings(
            Value("COFFER_BUCKET") ?? Value("SECRETS_BUCKET_NAME"),
            Segment("COFFER_ENVIRONMENT"),
            Segment("COFFER_SERVICE"),
            Value("COFFER_KEY") is { } keys ? KeysOf(keys) : null,
            Value("COFFER_BINDING") is { } binding ? CofferConfiguration.BindingOf(binding, "COFFER_BINDING") : null,
            Value(ReleasePin.Variable) is { } release ? ReleasePin.Parse(release) : null);
    }

    /// <summary>The bucket.</summary>
    /// <param name="otherwise">The other way to say it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is not set.</exception>
    public string RequireBucket(string otherwise) => Bucket ?? throw NotSet("COFFER_BUCKET", "the environment's bucket", otherwise);

    /// <summary>The service.</summary>
    /// <param name="otherwise">The other way to say it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is not set.</exception>
    public string RequireService(string otherwise) =>
        Service ?? throw NotSet("COFFER_SERVICE", "the service whose secrets to load", otherwise);

    private static CofferException NotSet(string variable, string meaning, string otherwise) => new(
        ErrorCode.Configuration,
        $"{variable} is not set ({meaning})",
        $"the Terraform module's output 'container_environment' has all variables; or {otherwise}");

    private static KeyName[] KeysOf(string value) =>
        value.Split(Separators, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } keys
            ? [.. keys.Select(key => KeyName.Parse(key, "COFFER_KEY"))]
            : throw new CofferException(
                ErrorCode.Configuration, "COFFER_KEY names no key", "it is one key ARN or more, separated by commas or blanks");
}
