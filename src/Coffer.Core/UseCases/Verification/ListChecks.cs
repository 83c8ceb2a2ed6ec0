using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>The list <c>files</c> of an environment's Terraform variables against the files that are there.</summary>
internal static class ListChecks
{
    /// <summary>What is listed and missing, there and not listed, or listed twice.</summary>
    public static IEnumerable<Finding> Check(
        SecretRepository repository, EnvironmentSettings environment, IEnumerable<ScannedFile> files)
    {
        VariablesFile? variables;
        Finding? malformed = null;
        try
        {
            variables = VariablesFile.Find(repository.Root, environment.Name);
        }
        catch (CofferException exception)
        {
            variables = null;
            var names = VariablesFile.NamesFor(environment.Name);
            var name = names.FirstOrDefault(name => exception.Message.StartsWith($"'{name}'", StringComparison.Ordinal)) ?? names[0];
            malformed = new Finding(Severity.Error, environment.Name, name, exception.Message, exception.Hint);
        }

        if (malformed is not null)
        {
            return [malformed];
        }

        return variables is null ? [] : Compare(environment.Name, variables, files);
    }

    private static IEnumerable<Finding> Compare(string environment, VariablesFile variables, IEnumerable<ScannedFile> files)
    {
        Finding Listed(string file, string what, string? hint) => new(
            Severity.Error, environment, variables.Name, $"it lists '{AddressGrammar.Printable(file)}' {what}", hint);

        var there = files.Where(file => file.Environment.Name == environment && file.Address is not null)
            .ToDictionary(file => file.Address!.Key);
        foreach (var listed in variables.Files.CountBy(file => file))
        {
            if (listed.Value > 1)
            {
                yield return Listed(listed.Key, $"{listed.Value} times", "keep one");
            }

            if (!there.ContainsKey(listed.Key))
            {
                yield return Listed(
                    listed.Key, "and there is no such file", $"'coffer rm {environment}/{AddressGrammar.Printable(listed.Key)}' takes it off the list");
            }
        }

        var missing = there.Keys.Except(variables.Files);
        foreach (var key in missing)
        {
            yield return there[key].Finding(
                Severity.Error, $"'{variables.Name}' does not list it, so it would not be uploaded", $"add \"{key}\" to its 'files'");
        }
    }
}
