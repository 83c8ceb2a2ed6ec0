
namespace Coffer.LocalAws.Faults;

/// <summary>What happens, read from the end of a line.</summary>
internal static class FaultKindParser
{
    private const string Names = "status, throttle, answer, reset, close, stall, truncate, flip, drip or delay";

    /// <exception cref="FaultSyntaxException">There is no such fault, or it wants other words.</exception>
    public static IFault Read(FaultWords words)
    {
        var name = words.Next($"what happens ({Names})");
        IFault fault = name switch
        {
            "status" => new ErrorFault(Status(words), words.Next("AWS's error code"), words.Rest()),
            "throttle" => new ThrottleFault(),
            "answer" => new AnswerFault(Status(words), words.Rest() ?? string.Empty),
            "reset" => Cut(Ending.Reset, words),
            "close" => Cut(Ending.Close, words),
            "stall" => Cut(Ending.Stall, words),
            "truncate" => new ChangedBodyFault(BodyChange.Truncate, words.Number("a number of bytes", 0), words.Skip("bare")),
            "flip" => new ChangedBodyFault(BodyChange.Flip, words.Number("the number of a byte", 0), words.Skip("bare")),
            "drip" => new DripFault(words.Number("a number of bytes, 1 or more", 1), Milliseconds(words)),
            "delay" => new DelayFault(Milliseconds(words)),
            _ => throw new FaultSyntaxException($"does not know '{name}': what happens is {Names}"),
        };
        return words.Rest() is { } rest ? throw new FaultSyntaxException($"has '{rest}' after its end") : fault;
    }

    private static CutFault Cut(Ending ending, FaultWords words)
    {
        if (words.Peek.Length == 0)
        {
            return new CutFault(ending, Serves: false, After: null);
        }

        return words.Skip("done")
            ? new CutFault(ending, Serves: true, After: null)
            : new CutFault(ending, Serves: true, words.Number("'done' or a number of bytes of the body", 0));
    }

    private static int Status(FaultWords words) => words.Number("a status from 200 to 599", 200, 599);

    private static TimeSpan Milliseconds(FaultWords words) => TimeSpan.FromMilliseconds(words.Number("a number of milliseconds", 0));
}
