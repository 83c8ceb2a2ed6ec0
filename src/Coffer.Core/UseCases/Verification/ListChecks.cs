using Coffer.Core.Configuration;
using Coffer.Core.Model;
using Coffer.Core.Repository;

namespace Coffer.Core.UseCases.Verification;

/// <summary>The list <c>files</c> of an environment's Terraform variables against the files that are there.</summary>
internal static class ListChecks
{
    /// <summary>
    /// What is listed and missing, there and not listed, listed twice, or out of order. Without a list: folders that have no secret.
    /// </summary>
    public static IEnumerable<Finding> Check(
        SecretRepository repository, EnvironmentSettings environment, IEnumerable<ScannedFile> files, bool allowEmpty)
    {
        VariablesFile? variables;
        try
        {
            variables = VariablesFile.Find(repository.Root, environment.Name);
        }
        catch (CofferException exception)
        {
            var names = VariablesFile.NamesFor(environment.Name);
            var name = names.FirstOrDefault(name => exception.Message.StartsWith($"'{name}'", StringComparison.Ordinal)) ?? names[0];
            var rule = exception.Code == ErrorCode.Malformed ? Rule.ListMalformed : Rule.Unreadable;
            return [new Finding(rule, environment.Name, name, exception.Message, exception.Hint)];
        }

        return variables is not null ? Compare(environment.Name, variables, files)
            : allowEmpty ? []
            : SecretSet.Of(repository, environment.Name).EmptyPlaces.Select(place =>
                new Finding(Rule.EmptyPlace, environment.Name, place, $"it {SecretSet.Empty}", SecretSet.EmptyHint));
    }

    private static IEnumerable<Finding> Compare(string environment, VariablesFile variables, IEnumerable<ScannedFile> files)
    {
        Finding Listed(Rule rule, string file, string what, string? hint) => new(
            rule, environment, variables.Name, $"it lists '{AddressGrammar.Printable(file)}' {what}", hint);

        var there = files.Where(file => file.Environment.Name == environment && file.IsSecret)
            .ToDictionary(file => file.Address!.Key);
        foreach (var listed in variables.Files.CountBy(file => file))
        {
            if (listed.Value > 1)
            {
                yield return Listed(
                    Rule.ListTwice, listed.Key, $"{listed.Value} times", $"keep one, or let 'coffer init' do so: {NextCommand}");
            }

            if (!SecretAddress.TryFromKey(environment, listed.Key, out var address, out var problem))
            {
                yield return Listed(
                    Rule.ListNotAnAddress,
                    listed.Key,
                    $"which is not the name of a secret: {problem}",
                    "write <service>/<name>, or take it off the list");
            }
            else if (!there.ContainsKey(listed.Key))
            {
                yield return Listed(Rule.ListMissingFile, listed.Key, "and there is no such file", SecretSet.NotHereHint(address));
            }
        }

        if (variables.IsOutOfOrder)
        {
            yield return new Finding(
                Rule.ListUnsorted,
                environment,
                variables.Name,
                "its 'files' are not in order, as a merge leaves them",
                $"let 'coffer init' sort them: {NextCommand}");
        }

        foreach (var key in there.Keys.Except(variables.Files))
        {
            yield return there[key].Finding(
                Rule.NotListed, $"'{variables.Name}' does not list it, so it would not be uploaded", $"add \"{key}\" to its 'files'");
        }
    }

    private const string NextCommand = "so does the next 'coffer set', 'rm', 'mv' or 'cp'";
}
