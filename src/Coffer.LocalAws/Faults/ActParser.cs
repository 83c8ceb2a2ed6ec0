using Coffer.LocalAws.Faults.Acts;

namespace Coffer.LocalAws.Faults;

/// <summary>What happens, read from the end of a line.</summary>
internal static class ActParser
{
    private const string Names = "status, throttle, answer, reset, close, stall, truncate, flip, drip or delay";

    /// <exception cref="FaultSyntaxException">There is no such act, or it wants other words.</exception>
    public static IFaultAct Read(FaultWords words)
    {
        var name = words.Next($"what happens ({Names})");
        IFaultAct act = name switch
        {
            "status" => new ErrorAct(Status(words), words.Next("AWS's error code"), words.Rest()),
            "throttle" => new ThrottleAct(),
            "answer" => new AnswerAct(Status(words), words.Rest() ?? string.Empty),
            "reset" => Cut(Ending.Reset, words),
            "close" => Cut(Ending.Close, words),
            "stall" => Cut(Ending.Stall, words),
            "truncate" => new ChangedBodyAct(BodyChange.Truncate, words.Number("a number of bytes", 0), words.Skip("bare")),
            "flip" => new ChangedBodyAct(BodyChange.Flip, words.Number("the number of a byte", 0), words.Skip("bare")),
            "drip" => new DripAct(words.Number("a number of bytes, 1 or more", 1), Milliseconds(words)),
            "delay" => new DelayAct(Milliseconds(words)),
            _ => throw new FaultSyntaxException($"does not know '{name}': what happens is {Names}"),
        };
        return words.Rest() is { } rest ? throw new FaultSyntaxException($"has '{rest}' after its end") : act;
    }

    private static CutAct Cut(Ending ending, FaultWords words)
    {
        if (words.Peek.Length == 0)
        {
            return new CutAct(ending, Serves: false, After: null);
        }

        return words.Skip("done")
            ? new CutAct(ending, Serves: true, After: null)
            : new CutAct(ending, Serves: true, words.Number("'done' or a number of bytes of the body", 0));
    }

    private static int Status(FaultWords words) => words.Number("a status from 200 to 599", 200, 599);

    private static TimeSpan Milliseconds(FaultWords words) => TimeSpan.FromMilliseconds(words.Number("a number of milliseconds", 0));
}
