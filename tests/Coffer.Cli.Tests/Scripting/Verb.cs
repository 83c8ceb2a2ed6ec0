namespace Coffer.Cli.Tests.Scripting;

/// <summary>What a line can begin with.</summary>
internal sealed record Verb(string Name, string Usage, int Least, int Most, Func<ScriptCall, Task> Run)
{
    public const int Any = int.MaxValue;

    /// <summary>A script without one of these tests nothing.</summary>
    public bool Asserts { get; init; }

    public bool MayBeNegated { get; init; }

    public bool MayReveal { get; init; }

    public static Verb Of(string name, string usage, int least, int most, Action<ScriptCall> run) =>
        new(name, usage, least, most, call =>
        {
            run(call);
            return Task.CompletedTask;
        });

    public void Check(ScriptLine line)
    {
        if (line.Words.Count < Least || line.Words.Count > Most)
        {
            throw new ScriptFailureException($"usage: {Name} {Usage}");
        }

        if ((line.Negated && !MayBeNegated) || (line.Reveals && !MayReveal))
        {
            throw new ScriptFailureException($"{Name} cannot have '{(line.Negated ? "!" : "reveals")}' in front");
        }
    }
}
