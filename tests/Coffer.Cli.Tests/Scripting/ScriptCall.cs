namespace Coffer.Cli.Tests.Scripting;

/// <summary>A line about to run, its words expanded.</summary>
internal sealed record ScriptCall(ScriptWorld World, ScriptLine Line, IReadOnlyList<string> Arguments)
{
    public bool Negated => Line.Negated;

    /// <summary>Fails the script where the condition is not as the line has it: with ! in front, the contrary.</summary>
    public void Assert(bool condition, string whenFalse, string whenTrue)
    {
        if (condition == Negated)
        {
            throw new ScriptFailureException(condition ? whenTrue : whenFalse);
        }
    }

    public string? Optional(int index) => index < Arguments.Count ? Arguments[index] : null;
}
