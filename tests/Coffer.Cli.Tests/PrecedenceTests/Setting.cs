namespace Coffer.Cli.Tests.PrecedenceTests;

/// <summary>One place that may say a setting.</summary>
/// <param name="Name">For test output.</param>
/// <param name="Say">Lets it say a value.</param>
internal sealed record Source(string Name, Action<Scene, string> Say)
{
    /// <summary>Whether it means nothing, also where nothing else says the setting.</summary>
    public bool IsMeaningless { get; init; }

    /// <summary>An environment variable.</summary>
    public static Source Variable(string name) => new(name, (scene, value) => scene.Variables[name] = value);

    /// <summary>One that has the URL of a server.</summary>
    public static Source Url(string name) => new(name, (scene, value) => scene.Variables[name] = scene.UrlOf(value));

    /// <summary>A field of the environment in coffer.json.</summary>
    public static Source Field(string name) => new($"coffer.json {name}", (scene, value) => scene.Environment[name] = value);
}

/// <summary>A setting that several places may say.</summary>
/// <param name="Name">For test output.</param>
/// <param name="Arguments">A command that needs it.</param>
/// <param name="Before">What else is set.</param>
/// <param name="Values">Two values that are told apart: that of the place that wins, and the other.</param>
/// <param name="Seen">Which value the command took.</param>
/// <param name="Sources">The places, the one that wins first.</param>
internal sealed record Setting(
    string Name,
    IReadOnlyList<string> Arguments,
    Action<Scene> Before,
    (string Winner, string Other) Values,
    Func<Scene, string?> Seen,
    IReadOnlyList<Source> Sources)
{
    /// <summary>Each place alone (then it is nobody that it goes before), and each pair.</summary>
    public IEnumerable<(Source Winner, Source? Other)> Rows() => Sources.SelectMany((winner, at) =>
        Sources.Skip(at + 1).Select(other => (winner, (Source?)other)).Prepend((winner, null)).Where(row => !row.winner.IsMeaningless));

    public override string ToString() => Name;
}
