using Coffer.Core.Variables;

namespace Coffer.Core.Verification;

/// <summary>The names of a service among themselves, and as variables.</summary>
internal static class NameChecks
{
    /// <summary>Names that differ only by case, names with one variable, names that change how programs run.</summary>
    public static IEnumerable<Finding> Check(IEnumerable<ScannedFile> files)
    {
        var services = files.Where(file => file.Address is not null)
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
        foreach (var sameVariable in secrets.GroupBy(file => VariableName.For(file.Address!.Name), StringComparer.OrdinalIgnoreCase))
        {
            var first = sameVariable.First();
            foreach (var other in sameVariable.Skip(1))
            {
                var onlyCase = string.Equals(first.Address!.Name, other.Address!.Name, StringComparison.OrdinalIgnoreCase);
                if (onlyCase)
                {
                    yield return other.Finding(
                        Severity.Error, $"it differs from '{first.Address}' only by case", "some file systems hold only one of them: rename one");
                }
                else if (VariableName.For(first.Address.Name) == VariableName.For(other.Address.Name))
                {
                    yield return other.Finding(
                        Severity.Error, $"it and '{first.Address}' would both set the variable {sameVariable.Key}", "rename one");
                }
            }
        }
    }

    private static IEnumerable<Finding> Dangerous(ScannedFile file)
    {
        var variable = VariableName.For(file.Address!.Name);
        if (DangerousVariables.Contains(variable))
        {
            yield return file.Finding(
                Severity.Error, $"it would set {variable}, which changes how programs run", "rename it");
        }
    }
}
