using Coffer.Core.Model;

namespace Coffer.Core.UseCases.Verification;

/// <summary>The names of a service among themselves, and as variables.</summary>
internal static class NameChecks
{
    /// <summary>Names that differ only by case, names with one variable, names that change how programs run.</summary>
    public static IEnumerable<Finding> Check(IEnumerable<ScannedFile> files)
    {
        var services = files.Where(file => file.IsSecret)
            .GroupBy(file => (file.Address!.Environment, file.Address.Service));
        foreach (var service in services)
        {
            var secrets = service.ToList();
            foreach (var finding in Twins(secrets).Concat(secrets.SelectMany(Dangerous)))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Twins(List<ScannedFile> secrets)
    {
        var byName = new Dictionary<string, ScannedFile>(StringComparer.OrdinalIgnoreCase);
        var byVariable = new Dictionary<string, ScannedFile>(StringComparer.Ordinal);
        foreach (var file in secrets)
        {
            var variable = VariableName.For(file.Address!.Name);
            var isFirstOfVariable = byVariable.TryAdd(variable, file);
            if (!byName.TryAdd(file.Address.Name, file))
            {
                yield return file.Finding(
                    Rule.CaseTwin,
                    $"it differs from '{byName[file.Address.Name].Address}' only by case",
                    "some file systems hold only one of them: rename one");
            }
            else if (!isFirstOfVariable)
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
