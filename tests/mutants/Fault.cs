/// <summary>Which of the planted faults is on. Only in the copy that 'tests/mutants/run' builds: no shipped assembly has it.</summary>
internal static class Fault
{
    private static readonly int On = Read();

    public static bool Is(int number) => number == On;

    // Not a variable: the programs under test are started with an environment of the test's own.
    private static int Read()
    {
        var file = System.IO.Path.Combine(System.AppContext.BaseDirectory, "fault");
        return System.IO.File.Exists(file)
            ? int.Parse(System.IO.File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture)
            : 0;
    }
}
