using System.Text.Json;

namespace Coffer.Cli.Exchange;

/// <summary>
/// What the AWS CLI prints: parameters of <c>aws ssm get-parameters-by-path</c>, <c>get-parameters</c> and <c>get-parameter</c>,
/// secrets of <c>aws secretsmanager get-secret-value</c> and <c>batch-get-secret-value</c>.
/// https://docs.aws.amazon.com/cli/latest/reference/ssm/get-parameters-by-path.html
/// https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/batch-get-secret-value.html
/// </summary>
internal static class AwsOutput
{
    /// <summary>Reads such an answer.</summary>
    /// <returns>False where it is none.</returns>
    /// <exception cref="ExchangeException">It is one that lacks something.</exception>
    public static bool Read(JsonText json, Entries entries)
    {
        var root = json.Root;
        if (List(root, "Parameters") is { } parameters)
        {
            RefuseIncomplete(json, root, "InvalidParameters");
            ReadAll(json, parameters.EnumerateArray(), ReadParameter, entries);
        }
        else if (root.TryGetProperty("Parameter", out var parameter) && HasText(parameter, "Name"))
        {
            ReadParameter(json, parameter, entries);
        }
        else if (List(root, "SecretValues") is { } secrets)
        {
            RefuseIncomplete(json, root, "Errors");
            ReadAll(json, secrets.EnumerateArray(), ReadSecret, entries);
        }
        else if (HasText(root, "ARN") && HasText(root, "Name"))
        {
            ReadSecret(json, root, entries);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void ReadAll(
        JsonText json, IEnumerable<JsonElement> items, Action<JsonText, JsonElement, Entries> read, Entries entries)
    {
        foreach (var item in items)
        {
            if (!HasText(item, "Name"))
            {
                throw new ExchangeException(json.LineOf(item), "one of the list has no 'Name'");
            }

            read(json, item, entries);
        }
    }

    private static void ReadParameter(JsonText json, JsonElement parameter, Entries entries)
    {
        var line = json.LineOf(parameter);
        if (!HasText(parameter, "Value"))
        {
            throw new ExchangeException(
                line, "a parameter has no 'Value'", "'describe-parameters' gives none: use 'get-parameters-by-path'");
        }

        entries.Add(new ExchangeEntry(parameter.GetProperty("Name").GetString()!, json.ValueOf(parameter.GetProperty("Value"))!, line));
    }

    private static void ReadSecret(JsonText json, JsonElement secret, Entries entries)
    {
        var line = json.LineOf(secret);
        var name = secret.GetProperty("Name").GetString()!;
        if (HasText(secret, "SecretString"))
        {
            entries.Add(new ExchangeEntry(name, json.ValueOf(secret.GetProperty("SecretString"))!, line));
        }
        else if (secret.TryGetProperty("SecretBinary", out var binary))
        {
            entries.Add(new ExchangeEntry(name, json.BytesOf(binary), line));
        }
        else
        {
            throw new ExchangeException(
                line, "a secret has neither 'SecretString' nor 'SecretBinary'", "'list-secrets' gives none: use 'batch-get-secret-value'");
        }
    }

    private static void RefuseIncomplete(JsonText json, JsonElement root, string field)
    {
        if (List(root, field) is { } failed && failed.GetArrayLength() > 0)
        {
            throw new ExchangeException(
                json.LineOf(failed),
                $"'{field}' says that some were not found or not given",
                "ask for those that are there, and may be read");
        }

        if (HasText(root, "NextToken"))
        {
            throw new ExchangeException(
                json.LineOf(root.GetProperty("NextToken")),
                "'NextToken' says that there are more",
                "ask without '--max-items' and '--no-paginate'");
        }
    }

    private static JsonElement? List(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list : null;

    private static bool HasText(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String;
}
