using System.Text;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.Faults;

/// <summary>The file of <c>--faults</c>.</summary>
internal static class FaultFile
{
    /// <exception cref="StartupException">It is not there, or a line cannot be read.</exception>
    public static IReadOnlyList<FaultRule> Read(string path)
    {
        try
        {
            return FaultParser.Parse(File.ReadAllText(path, Encoding.UTF8));
        }
        catch (FaultSyntaxException e)
        {
            throw new StartupException(ExitCode.Usage, $"the faults file '{path}': {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.Usage, $"cannot read the faults file '{path}': {e.Message}", e);
        }
    }
}
