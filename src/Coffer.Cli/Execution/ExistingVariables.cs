using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>Variables that the task sets and a secret gives, too: who wins is said, for each of them.</summary>
internal static class ExistingVariables
{
    /// <summary>The plan without the secrets whose variables are kept.</summary>
    public static SecretPlan Kept(SecretPlan plan, Inheritance inheritance)
    {
        var variables = new SortedDictionary<string, SecretAddress>(StringComparer.Ordinal);
        foreach (var (variable, address) in plan.Variables)
        {
            var isSet = inheritance.Passes(variable) && Environment.GetEnvironmentVariable(variable) is not null;
            if (isSet && inheritance.Keeps(variable))
            {
                Terminal.Say($"{variable} stays as the task sets it; '{address}' is left out");
                continue;
            }

            if (isSet)
            {
                Terminal.Say($"'{address}' replaces {variable}, which the task sets ('--keep {variable}' keeps it)");
            }

            variables.Add(variable, address);
        }

        return plan with { Variables = variables };
    }
}
