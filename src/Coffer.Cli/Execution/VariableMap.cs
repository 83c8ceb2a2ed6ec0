using Coffer.Core.Model;

namespace Coffer.Cli.Execution;

/// <summary>Which variable gets which secret: decided before any secret is read.</summary>
internal static class VariableMap
{
    /// <summary>Maps secrets to variables.</summary>
    /// <param name="secrets">The secrets, in the order of their sources.</param>
    /// <param name="renamed">Variables by secret name, where somebody said otherwise than the rule.</param>
    /// <param name="allowed">Dangerous names that are allowed all the same.</param>
    /// <param name="overwrite">Whether a later source's secret takes the variable of an earlier one's.</param>
    /// <param name="names">What the container takes; null where it takes all.</param>
    /// <exception cref="CofferException">
    /// <see cref="ErrorCode.Configuration"/> for two secrets with one variable, or a dangerous name, or one that is not taken.
    /// </exception>
    public static IReadOnlyDictionary<string, SecretAddress> Create(
        IEnumerable<SecretAddress> secrets,
        IReadOnlyDictionary<string, string> renamed,
        IReadOnlySet<string> allowed,
        bool overwrite,
        NameList? names = null)
    {
        var map = new SortedDictionary<string, SecretAddress>(StringComparer.Ordinal);
        foreach (var secret in secrets)
        {
            var variable = renamed.GetValueOrDefault(secret.Name) ?? VariableName.For(secret.Name);
            names?.Require(secret, variable);
            if (!allowed.Contains(variable) && names?.Names(variable) != true && DangerousVariables.KindOf(variable) is { } kind)
            {
                throw new CofferException(
                    ErrorCode.Configuration,
                    $"'{secret}' would set {variable}, which changes how programs run",
                    $"{kind.Reason}: rename the secret, give it another variable (--as VARIABLE={secret.Name}), or allow it: --allow "
                        + $"{variable}");
            }

            var sameSource = map.TryGetValue(variable, out var other)
                && (other.Environment, other.Service) == (secret.Environment, secret.Service);
            if (other is not null && (sameSource || !overwrite))
            {
                throw new CofferException(
                    ErrorCode.Configuration,
                    $"'{other}' and '{secret}' would both set {variable}",
                    sameSource
                        ? $"rename one, or say --as VARIABLE={secret.Name}"
                        : $"say --overwrite to let the later source win, or --as VARIABLE={secret.Name}");
            }

            map[variable] = secret;
        }

        return map;
    }
}
