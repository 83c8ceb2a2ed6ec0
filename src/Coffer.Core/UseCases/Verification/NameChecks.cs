using Coffer.Core.Model;

namespace Coffer.Core.UseCases.Verification;

/// <summary>The names of a service among themselves, and as variables.</summary>
internal static class NameChecks
{
    /// <summary>
    /// Names that no other system holds, that differ only by case, that have one variable, that change how programs run.
    /// </summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<ScannedFile> files)
    {
        var secrets = files.Where(file => file.IsSecret).ToList();
        return
        [
            .. secrets.SelectMany(Unportable),
            .. CaseTwins(secrets),
            .. secrets.GroupBy(file => (file.Address!.Environment, file.Address.Service)).SelectMany(VariableTwins),
            .. secrets.SelectMany(Dangerous),
        ];
    }

    private static IEnumerable<Finding> Unportable(ScannedFile file)
    {
        if (PortableNames.Problem(file.Entry.Path) is { } problem)
        {
            yield return file.Finding(
                PortableNames.IsDotOnly(file.Entry.Path) ? Rule.TrailingDot : Rule.ReservedName,
                $"its name cannot be checked out everywhere: {problem}",
                "'coffer mv' gives it another name");
        }
    }

    private static IEnumerable<Finding> CaseTwins(List<ScannedFile> secrets)
    {
        var names = new NameTwins();
        var told = new HashSet<string>();
        foreach (var file in secrets)
        {
            // A folder is told once, whatever is in it.
            if (names.Add(file.Entry.Path) is { } clash && told.Add(clash.Part))
            {
                yield return file.Finding(
                    Rule.CaseTwin,
                    $"{(clash.Part == file.Entry.Path ? "it" : $"its folder '{clash.Part}'")} differs from '{clash.Twin}' only by case",
                    "some file systems hold only one of them: rename one");
            }
        }
    }

    private static IEnumerable<Finding> VariableTwins(IEnumerable<ScannedFile> secrets)
    {
        var byVariable = new Dictionary<string, ScannedFile>(StringComparer.Ordinal);
        foreach (var file in secrets)
        {
            var variable = VariableName.For(file.Address!.Name);
            if (!byVariable.TryAdd(variable, file)
                && !file.Entry.Path.Equals(byVariable[variable].Entry.Path, StringComparison.OrdinalIgnoreCase))
            {
                yield return file.Finding(
                    Rule.VariableTwin, $"it and '{byVariable[variable].Address}' would both set the variable {variable}", "rename one");
            }
        }
    }

    private static IEnumerable<Finding> Dangerous(ScannedFile file)
    {
        var variable = VariableName.For(file.Address!.Name);
        if (DangerousVariables.KindOf(variable) is { } kind)
        {
            yield return file.Finding(
                Rule.DangerousVariable, $"it would set {variable}, which changes how programs run", $"{kind.Reason}: rename it");
        }
    }
}
