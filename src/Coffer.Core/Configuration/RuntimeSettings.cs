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
/// <param name="Names"><c>COFFER_NAMES</c>: the variables that the container takes; null where it takes all.</param>
/// <param name="Require"><c>COFFER_REQUIRE</c>: the secrets without which nothing starts; null where it is unset.</param>
/// <param name="IsLatest">Whether <c>COFFER_RELEASE</c> is <c>latest</c>: the newest release is loaded, whichever that is.</param>
internal sealed record RuntimeSettings(
    string? Bucket,
    string? Environment,
    string? Service,
    IReadOnlyList<KeyName>? Keys,
    Binding? Binding,
    ReleasePin? Release,
    NameList? Names = null,
    RequiredNames? Require = null,
    bool IsLatest = false)
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>Reads the variables.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> with the variable.</exception>
    public static RuntimeSettings From(Func<string, string?> variable)
    {
        CofferVariables.RequireNoneEmpty(variable);

        string? Value(string name) => CofferVariables.Value(variable, name);

        string? Bucket(string name) => Value(name) is { } value ? PlaceNames.Bucket(value, name) : null;

        string? Segment(string name) => Value(name) is not { } value ? null
            : AddressGrammar.SegmentProblem(value) is { } problem
                ? throw new CofferException(ErrorCode.Configuration, $"{name} cannot be used: {problem}")
                : value;

        return new RuntimeSettings(
            Bucket(CofferVariables.Bucket) ?? Bucket(CofferVariables.ArticleBucket),
            Segment(CofferVariables.Environment),
            Segment(CofferVariables.Service),
            Value(CofferVariables.Key) is { } keys ? KeysOf(keys) : null,
            Value(CofferVariables.Binding) is { } binding ? CofferConfiguration.BindingOf(binding, CofferVariables.Binding) : null,
            null,
            Value(NameList.Variable) is { } names ? NameList.Parse(names) : null,
            Value(RequiredNames.Variable) is { } required ? RequiredNames.Parse(required) : null)
            .With(Value(ReleasePin.Variable), ReleasePin.Variable);
    }

    /// <summary>The secrets without which nothing starts, where one of these services is the variables' own.</summary>
    public RequiredNames? RequireOf(IEnumerable<string?> services) => Service is null || services.Contains(Service) ? Require : null;

    /// <summary>Whether a release is loaded, and not what a listing has.</summary>
    public bool HasRelease => Release is not null || IsLatest;

    /// <summary>The same with another release.</summary>
    /// <param name="release">A pin, or <c>latest</c>; null for none.</param>
    /// <param name="where">For the message: what says it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is neither.</exception>
    public RuntimeSettings With(string? release, string where) => release is null or ReleasePin.Latest
        ? this with { Release = null, IsLatest = release is not null }
        : this with { Release = ReleasePin.Parse(release, where), IsLatest = false };

    /// <summary>The bucket.</summary>
    /// <param name="otherwise">The other way to say it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is not set.</exception>
    public string RequireBucket(string otherwise) => Bucket ?? throw NotSet(CofferVariables.Bucket, "the environment's bucket", otherwise);

    /// <summary>The service.</summary>
    /// <param name="otherwise">The other way to say it.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/> where it is not set.</exception>
    public string RequireService(string otherwise) =>
        Service ?? throw NotSet(CofferVariables.Service, "the service whose secrets to load", otherwise);

    private static CofferException NotSet(string variable, string meaning, string otherwise) => new(
        ErrorCode.Configuration,
        $"{variable} is not set ({meaning})",
        $"the Terraform module's output 'container_environment' has all variables; or {otherwise}");

    private static KeyName[] KeysOf(string value) =>
        value.Split(Separators, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } keys
            ? [.. keys.Select(key => KeyName.Parse(key, CofferVariables.Key))]
            : throw new CofferException(
                ErrorCode.Configuration, $"{CofferVariables.Key} names no key", "it is one key ARN or more, separated by commas or blanks");
}
