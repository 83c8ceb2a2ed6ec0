using Coffer.Core.Model;

namespace Coffer.Cli.Exchange;

/// <summary>Secrets as one file of plaintext, that <c>coffer import</c> reads back to the byte.</summary>
internal static class ExportText
{
    /// <summary>Writes all.</summary>
    /// <exception cref="CofferException">The format has no form for one of them, or two would be one variable.</exception>
    public static void Write(
        SecretBuffer to, ExchangeFormat format, IReadOnlyList<(SecretAddress Address, string Name, SecretValue Value)> secrets)
    {
        switch (format)
        {
            case ExchangeFormat.Json:
                JsonValues.Write(to, secrets.Select(secret => (secret.Name, secret.Value)));
                break;
            case ExchangeFormat.Yaml:
                foreach (var (_, name, value) in secrets)
                {
                    YamlWriter.Write(to, name, value.Reveal());
                }

                break;
            default:
                WriteDotenv(to, secrets);
                break;
        }
    }

    private static void WriteDotenv(SecretBuffer to, IReadOnlyList<(SecretAddress Address, string Name, SecretValue Value)> secrets)
    {
        // Last what some programs read otherwise: where they take a quote for another, nothing that follows is lost.
        var written = new Dictionary<string, SecretAddress>();
        foreach (var (address, name, value) in secrets.OrderBy(secret => !DotenvWriter.IsCommon(secret.Value.Reveal())))
        {
            if (DotenvWriter.Problem(value.Reveal()) is { } problem)
            {
                throw new CofferException(
                    ErrorCode.Malformed, $"'{address}' cannot be in a dotenv file: {problem}", "say --format json, or --format yaml");
            }

            var variable = VariableName.For(name);
            if (!written.TryAdd(variable, address))
            {
                throw new CofferException(
                    ErrorCode.Configuration,
                    $"'{written[variable]}' and '{address}' would both be {variable}",
                    "say --format json, or --format yaml: they have names, and no variables");
            }

            if (variable != name)
            {
                to.Add($"{DotenvReader.NameMark}{name}\n");
            }

            DotenvWriter.Write(to, variable, value.Reveal());
        }

        List<string> strange =
            [.. secrets.Where(secret => !DotenvWriter.IsCommon(secret.Value.Reveal())).Select(secret => $"'{secret.Address}'")];
        if (strange.Count > 0)
        {
            Terminal.Say(
                $"dotenv has no form that every program reads the same way for {string.Join(", ", strange)}: 'coffer import' and a shell "
                    + "do; node's dotenv, docker compose or python-dotenv may not");
        }
    }
}
